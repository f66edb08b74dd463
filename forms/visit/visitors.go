package visit

import (
	"strings"

	"frontdesk/forms"
)

// visitors are the names on the form.
func (v *Record) visitors() string { return strings.TrimSuffix(v.First+"、"+v.Second, "、") }

// holdVisitor says what keeps somebody from visiting: nobody visits what they did
// themselves (S0/2 4.1.3), and who signs here has to be one of the office. A blank that
// is empty is not held against anything.
func holdVisitor(out *forms.Problems, who *string, doer string, signs bool, staff []forms.Person) {
	if *who == "" {
		return
	}
	out.If(*who == doer, who, *who+"是这件事的经办人，不能回访自己办的事。")
	out.If(signs && !forms.Signs(staff, *who), who, "回访人要在人员名单里，才能自己签名。")
}
