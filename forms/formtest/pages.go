package formtest

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/forms/paper"
)

// Marked writes into every empty field of a record something that can be told
// apart on a page, and tells what stands there by the field's name. What is
// ticked says its own words, told by name; names told to be left are.
func Marked(v reflect.Value, at *time.Time, words map[string]string, leave ...string) map[string]string {
	m := marker{at, words, leave, map[string]string{}}
	m.fill(v, "")
	return m.marks
}

type marker struct {
	at    *time.Time
	words map[string]string
	leave []string
	marks map[string]string
}

func (m *marker) fill(v reflect.Value, name string) {
	if slices.Contains(m.leave, name) {
		return
	}
	if w, ok := m.words[name]; ok {
		m.marks[name] = w
	}
	if x, ok := v.Interface().(time.Time); ok {
		if x.IsZero() {
			*m.at = m.at.Add(time.Minute)
			v.Set(reflect.ValueOf(*m.at))
		}
		m.marks[name] = v.Interface().(time.Time).Format("15:04")
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			m.fill(v.Field(i), inner(v.Type().Field(i), name))
		}
	case reflect.Slice:
		for i := range v.Len() {
			m.fill(v.Index(i), fmt.Sprint(name, i))
		}
	default:
		m.mark(v, name)
	}
}

// inner names a field of a struct of that name.
func inner(f reflect.StructField, name string) string {
	switch {
	case f.Anonymous:
		return name
	case name == "":
		return f.Name
	}
	return name + "." + f.Name
}

// mark fills a single field.
func (m *marker) mark(v reflect.Value, name string) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
		m.marks[name] = m.words[name]
	case reflect.String:
		if v.String() == "" {
			v.SetString(strings.ReplaceAll(name, ".", ""))
		}
		if _, ok := m.words[name]; !ok {
			m.marks[name] = v.String()
		}
	case reflect.Int:
		v.SetInt(int64(70 + len(m.marks)))
		m.marks[name] = fmt.Sprint(v.Int())
	}
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
