package forms

import (
	"fmt"
	"strings"

	"frontdesk/forms/paper"
)

// Voiding takes an entry out of force; its words stay (S0/2 4.7).
type Voiding struct {
	Reason string `json:"reason"`
}

// Annuller is a record that can be taken out of force, with the words that say
// why, by whom and when.
type Annuller interface {
	Annul(words string)
}

// Slip asks for the reason.
func (x *Voiding) Slip(r Record, _ Context) paper.Sheet {
	s := SlipOf(r.(Entry))
	s.Body = append(s.Body, SlipRow("作废原因", paper.Long(&x.Reason).Must().Tall(2)))
	return s
}

// TakeFrom takes a record out of force, once it is found out that it may be.
func (x *Voiding) TakeFrom(r Record, a Act) error {
	it, ok := r.(Annuller)
	switch {
	case !ok:
		return fmt.Errorf("the book %s does not know the verb %q", a.Ref.Book, a.Verb)
	case strings.TrimSpace(x.Reason) == "":
		return Refusal("作废要写明原因。")
	}
	it.Annul(Annulment(a, x.Reason))
	return nil
}

// Annulment says why an entry is out of force, since whose act and when.
func Annulment(a Act, why string) string {
	return "作废：" + why + "（" + a.By.Name + " " + a.At.In(Beijing).Format("01-02 15:04") + "）"
}
