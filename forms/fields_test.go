package forms

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"frontdesk/forms/paper"
)

// marked writes into every empty field of a record something that can be told
// apart on a page, and tells what stands there by the field's name. What is
// ticked says its own words, told by name; names told to be left are.
func marked(v reflect.Value, at *time.Time, words map[string]string, leave ...string) map[string]string {
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

// stand holds that every mark stands on a page.
func stand(t *testing.T, s paper.Sheet, marks map[string]string) {
	t.Helper()
	text := strings.ReplaceAll(printed(s), "\n", "")
	for name, want := range marks {
		if want == "" || !strings.Contains(text, want) {
			t.Errorf("%s (%q) is not on the page", name, want)
		}
	}
}

// Every field that the clerk fills and every one that the form shows stands on
// the page of the duty log.
func TestEveryFieldStandsOnThePage(t *testing.T) {
	at := monday
	d := &Duty{State: Working, Signer: Person{ID: "x", Name: "Signer"}, Written: monday, Notes: []Note{{At: monday, Text: "NoteText"}}}
	marks := marked(reflect.ValueOf(&d.DutyLine).Elem(), &at, map[string]string{"Urgent": "急", "ReadBack": "✓", "Confidential": "保密"}, "Shift", "Due", "Clause", "Help", "Late", "CallBack")
	for name, f := range map[string]any{"Department": &d.Department, "Handler": &d.Handler, "Called": &d.Called, "Dispatched": &d.Dispatched, "Promised": &d.Promised, "Finished": &d.Finished} {
		switch p := f.(type) {
		case *string:
			*p, marks[name] = name, name
		case *time.Time:
			at = at.Add(time.Minute)
			*p, marks[name] = at, at.Format("15:04")
		}
	}
	d.Ref = Ref{"duty", 2026, 77}
	marks["Ref"], marks["Signer"], marks["Notes"] = "77", "Signer", "NoteText"
	stand(t, DutyPage(PageHead{Office: testOffice(), Viewer: chen, Now: monday}, []Entry{d}), marks)
}

// The same of the permit, in each way of consent: all that the way needs.
func TestEveryFieldOfAPermitStandsOnThePage(t *testing.T) {
	for way, leave := range map[Consent][]string{
		InFace:   {"Verified.Things", "Verified.Called", "Verified.When", "Verified.Heard", "Verified.Paper", "Verified.Listed"},
		ByProxy:  {"Verified.Called", "Verified.When", "Verified.Heard", "Verified.Paper", "Verified.Listed"},
		ByCall:   {"Verified.Things", "Verified.Paper", "Verified.Listed"},
		ByPapers: {"Verified.Things", "Verified.Called", "Verified.When", "Verified.Heard"},
	} {
		t.Run(string(way), func(t *testing.T) {
			at := monday
			r := &Release{
				ReleaseLine: ReleaseLine{As: Tenant, Items: make([]Item, 2)}, Ref: Ref{"release", 2026, 77},
				Verified: Verifying{Document: Passport, LastFour: "123X", Consent: way}, Passed: Passing{Result: Agrees}, State: Archived,
			}
			ticked := map[string]string{
				"As": "☑租户", "Verified.Document": "护照", "Verified.Consent": "☑" + string(way), "Verified.Checked": "☑已核对证件",
				"Verified.Listed": "列明", "Verified.Fees": "☑物业费用已经结清",
			}
			marks := marked(reflect.ValueOf(r).Elem(), &at, ticked, append(leave,
				"Shift", "Clause", "Ref", "Written", "Writer", "State", "Notes", "Marks", "Return", "Annulment", "Passed.Found")...)
			marks["Ref"] = "2026-0077"
			stand(t, releasePage(PageHead{Office: testOffice(), Edition: "A/0", Now: monday}, []Entry{r}), marks)
		})
	}
}
