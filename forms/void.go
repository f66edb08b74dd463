package forms

import "frontdesk/forms/paper"

// Voiding takes an entry out of force; its words stay (S0/2 4.7).
type Voiding struct {
	Reason string `json:"reason"`
}

// Slip draws the deed.
func (x *Voiding) Slip(r Record, _ Context) paper.Sheet {
	s := slip(r.(Entry))
	s.Body = append(s.Body, slipRow("作废原因", paper.Long(&x.Reason).Must().Tall(2)))
	return discreet(s)
}

// Check limits the length.
func (x *Voiding) Check(Record, Context) []paper.Problem { return capped(&x.Reason) }

// words say why, by whom and when.
func (x *Voiding) words(a Act) string {
	return "作废：" + x.Reason + "（" + a.By.Name + " " + a.At.In(Beijing).Format("01-02 15:04") + "）"
}
