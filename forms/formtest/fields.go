package formtest

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// field is one place for words in a deed.
type field struct {
	path   string // such as Items.2.Name
	at     reflect.Value
	sealed bool // worked out by the program
}

// fieldsOf are the places for words in a deed, in their order. What comes after one
// that is marked `sealed:"on"` is worked out.
func fieldsOf(d any) []field {
	var out []field
	walk(reflect.ValueOf(d).Elem(), "", false, &out)
	return out
}

func walk(v reflect.Value, path string, sealed bool, out *[]field) {
	if _, is := v.Interface().(time.Time); is || v.Kind() != reflect.Struct && v.Kind() != reflect.Slice && v.Kind() != reflect.Array {
		*out = append(*out, field{path, v, sealed})
		return
	}
	inner := func(name string) string {
		if path == "" {
			return name
		}
		return path + "." + name
	}
	if v.Kind() != reflect.Struct {
		for i := range v.Len() {
			walk(v.Index(i), inner(fmt.Sprint(i)), sealed, out)
		}
		return
	}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !f.IsExported() {
			continue
		}
		sealed = sealed || f.Tag.Get("sealed") != ""
		name := inner(f.Name)
		if f.Anonymous {
			name = path
		}
		walk(v.Field(i), name, sealed, out)
	}
}

// placed names the field that each blank of a slip is bound to; blanks that are
// bound to none of the deed's are left out.
func placed(d any, s *paper.Sheet) map[string]*paper.Blank {
	at := map[any]string{}
	for _, f := range fieldsOf(d) {
		at[f.at.Addr().Interface()] = f.path
	}
	out := map[string]*paper.Blank{}
	for _, b := range s.Blanks() {
		if path, ok := at[b.Field]; ok {
			out[path] = b
		}
	}
	return out
}

var digits = regexp.MustCompile(`\.\d+`)

// anyOf names a field of a list whatever its place in it, such as Items.*.Name.
func anyOf(path string) string { return digits.ReplaceAllString(path, ".*") }

// squeezed is a text without what breaks it into lines.
func squeezed(s string) string {
	return strings.NewReplacer("\n", "", " ", "", "　", "", "\u2060", "").Replace(s)
}

// wordy tells whether a blank takes words that nobody can guess.
func wordy(k paper.Kind) bool {
	switch k {
	case paper.TextKind, paper.LongKind, paper.RoomKind, paper.PersonKind, paper.PhoneKind:
		return true
	}
	return false
}

func stampOf(t time.Time) string { return t.In(forms.Beijing).Format("2006-01-02 15:04") }
