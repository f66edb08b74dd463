package forms

import (
	"reflect"
	"strconv"
	"strings"
	"time"

	"frontdesk/forms/paper"
)

// Changes lists the fields written by the clerk in which the opening words now
// differ from the old, with the old words as the form shows them. Both are
// pointers to the same kind of struct. Fields from one tagged `sealed:"on"` on are
// worked out by the program, and so is a single one tagged `sealed:"only"`: they are
// left alone.
func Changes(old, now any) []Mark {
	var out []Mark
	differ(reflect.ValueOf(old).Elem(), reflect.ValueOf(now).Elem(), "", &out)
	return out
}

// Corrections are the changes that an act makes to opening words, for which it
// gives a reason (S3 3.1 4.1.8).
func Corrections(a Act, reason string, old, now any) ([]Mark, error) {
	if strings.TrimSpace(reason) == "" {
		return nil, Refusal("更正要写明原因。")
	}
	out := Changes(old, now)
	for i := range out {
		out[i].At, out[i].By = a.At, a.By.Name
	}
	return out, nil
}

// Changed wants opening words that are corrected to differ from the old, where
// nothing else is wrong with them.
func Changed(wrong []paper.Problem, old, now any) []paper.Problem {
	if len(wrong) == 0 && len(Changes(old, now)) == 0 {
		return []paper.Problem{{Words: "还没有改动任何内容。请先改动，再签名。"}}
	}
	return wrong
}

func differ(a, b reflect.Value, at string, out *[]Mark) {
	for i := range a.NumField() {
		f := a.Type().Field(i)
		switch f.Tag.Get("sealed") {
		case "on":
			return
		case "only":
			continue
		}
		x, y := a.Field(i), b.Field(i)
		if f.Type.Kind() != reflect.Slice {
			if was, is := shown(x), shown(y); was != is {
				*out = append(*out, Mark{Field: at + f.Name, Old: was})
			}
			continue
		}
		for k := range max(x.Len(), y.Len()) {
			differ(element(x, k), element(y, k), at+f.Name+"."+strconv.Itoa(k)+".", out)
		}
	}
}

// element is the kth of a list, empty past its end.
func element(list reflect.Value, k int) reflect.Value {
	if k < list.Len() {
		return list.Index(k)
	}
	return reflect.Zero(list.Type().Elem())
}

func shown(v reflect.Value) string {
	switch x := v.Interface().(type) {
	case time.Time:
		if x.IsZero() {
			return ""
		}
		return x.In(Beijing).Format("01-02 15:04")
	case bool:
		if x {
			return "是"
		}
		return "否"
	case int:
		if x == 0 {
			return ""
		}
		return strconv.Itoa(x)
	}
	return v.String()
}

// FieldOf gives the pointer to the field at a path of a Mark, nil where there
// is none.
func FieldOf(words any, path string) any {
	v := reflect.ValueOf(words).Elem()
	for _, name := range strings.Split(path, ".") {
		if v.Kind() == reflect.Slice {
			k, err := strconv.Atoi(name)
			if err != nil || k >= v.Len() {
				return nil
			}
			v = v.Index(k)
			continue
		}
		if v = v.FieldByName(name); !v.IsValid() {
			return nil
		}
	}
	return v.Addr().Interface()
}
