package formtest

import (
	"fmt"
	"frontdesk/forms/paper"
	"reflect"
	"strings"
	"testing"
	"time"
)

// Marked writes into every empty field of a record something that can be told
// apart on a page, and tells what stands there by the field's name. What is
// ticked says its own words, told by name; names told to be left are.
func Marked(v reflect.Value, at *time.Time, words map[string]string, leave ...string) map[string]string {
	marks := map[string]string{}
	var fill func(v reflect.Value, name string)
	fill = func(v reflect.Value, name string) {
		for _, l := range leave {
			if name == l {
				return
			}
		}
		if w, ok := words[name]; ok {
			marks[name] = w
		}
		switch x := v.Interface().(type) {
		case time.Time:
			if x.IsZero() {
				*at = at.Add(time.Minute)
				v.Set(reflect.ValueOf(*at))
			}
			marks[name] = v.Interface().(time.Time).Format("15:04")
			return
		}
		switch v.Kind() {
		case reflect.Bool:
			v.SetBool(true)
			marks[name] = words[name]
		case reflect.String:
			if v.String() == "" {
				v.SetString(strings.ReplaceAll(name, ".", ""))
			}
			if _, ok := words[name]; !ok {
				marks[name] = v.String()
			}
		case reflect.Int:
			v.SetInt(int64(70 + len(marks)))
			marks[name] = fmt.Sprint(v.Int())
		case reflect.Struct:
			for i := range v.NumField() {
				f := v.Type().Field(i)
				inner := name + "." + f.Name
				if f.Anonymous || name == "" {
					inner = f.Name
				}
				if f.Anonymous {
					inner = name
				}
				fill(v.Field(i), inner)
			}
		case reflect.Slice:
			for i := range v.Len() {
				fill(v.Index(i), fmt.Sprint(name, i))
			}
		}
	}
	fill(v, "")
	return marks
}

// Stands holds that every mark stands on a page.
func Stands(t *testing.T, s paper.Sheet, marks map[string]string) {
	t.Helper()
	text := strings.ReplaceAll(Printed(s), "\n", "")
	for name, want := range marks {
		if want == "" || !strings.Contains(text, want) {
			t.Errorf("%s (%q) is not on the page", name, want)
		}
	}
}
