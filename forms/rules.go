package forms

// Rules is every number of the procedures that an office may set for itself.
type Rules struct{}
