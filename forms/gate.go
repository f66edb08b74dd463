package forms

import "fmt"

// MayTake finds the step by which somebody would do something, and says why it
// cannot be taken: not now, or not by somebody of that role. It is a Refusal, unless
// the entry offers no such step at all.
func MayTake(steps []Step, v Verb, by Person) error {
	for _, s := range steps {
		switch {
		case s.Verb != v:
		case s.Refused != "":
			return Refusal(s.Refused)
		case s.Sign != "" && !by.Role.AtLeast(s.Sign):
			return Refusal("“" + s.Word + "”要由" + string(s.Sign) + "签名。")
		default:
			return nil
		}
	}
	return fmt.Errorf("the entry offers no step %q", v)
}

// MaySign refuses a signature that is not enough for what the book asks for at its
// openings and plain deeds.
func (b *Book) MaySign(v Verb, by Person) error {
	if least, ok := b.Signed[v]; ok && !by.Role.AtLeast(least) {
		return Refusal("这里要由" + string(least) + "签名。")
	}
	return nil
}
