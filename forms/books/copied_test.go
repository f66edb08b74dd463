package books

import (
	"testing"

	"frontdesk/forms"
	"frontdesk/forms/formtest"
)

func TestAnOldCopyIsSaidInToday(t *testing.T) {
	for _, x := range []struct {
		what string
		c    *forms.Copied
		want string
	}{
		{"nothing is known", nil, ""},
		{"there is none", &forms.Copied{}, "台账还没有备份"},
		{"this morning", &forms.Copied{Last: formtest.At("2026-11-23 08:00")}, ""},
		{"two days ago", &forms.Copied{Last: formtest.At("2026-11-21 09:00")}, ""},
		{"a minute more", &forms.Copied{Last: formtest.At("2026-11-21 08:59")}, "台账 2 天没有备份"},
		{"nine days ago", &forms.Copied{Last: formtest.At("2026-11-14 09:00")}, "台账 9 天没有备份"},
		{"after a clock that was ahead", &forms.Copied{Last: formtest.At("2027-11-14 09:00")}, ""},
	} {
		a := Today(forms.Context{Now: formtest.At("2026-11-23 09:00"), By: formtest.Clerk, Office: formtest.Office(), Sight: formtest.NewBooks(), Copied: x.c})
		got := ""
		for _, todo := range a.Todos {
			if todo.Do == forms.BackUp {
				got = todo.Words
			}
		}
		if got != x.want {
			t.Errorf("%s: %q, want %q", x.what, got, x.want)
		}
	}
}
