package forms

import "testing"

func TestAnOldCopyIsSaidInToday(t *testing.T) {
	for _, x := range []struct {
		what string
		c    *Copied
		want string
	}{
		{"nothing is known", nil, ""},
		{"there is none", &Copied{}, "台账还没有备份"},
		{"this morning", &Copied{at("2026-11-23 08:00")}, ""},
		{"two days ago", &Copied{at("2026-11-21 09:00")}, ""},
		{"a minute more", &Copied{at("2026-11-21 08:59")}, "台账 2 天没有备份"},
		{"nine days ago", &Copied{at("2026-11-14 09:00")}, "台账 9 天没有备份"},
		{"after a clock that was ahead", &Copied{at("2027-11-14 09:00")}, ""},
	} {
		a := Today(Context{Now: at("2026-11-23 09:00"), By: clerk, Office: testOffice(), Sight: &books{}, Copied: x.c})
		got := ""
		for _, todo := range a.Todos {
			if todo.Do == BackUp {
				got = todo.Words
			}
		}
		if got != x.want {
			t.Errorf("%s: %q, want %q", x.what, got, x.want)
		}
	}
}
