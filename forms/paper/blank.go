package paper

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Kind says what may be written in a blank, and so which widget fills it.
type Kind int

// Kinds of blanks.
const (
	TextKind   Kind = iota // one line
	LongKind               // several lines
	ChoiceKind             // one of Options
	TickKind               // a box to tick
	TimeKind               // a date and time of day
	NumberKind             // a whole number
	RoomKind               // a room number, offered from the residents
	PersonKind             // a name, offered from the residents
	PhoneKind              // a telephone number
	SignKind               // a signature: filled by signing, never by typing
)

// Blank is a place to fill in, bound to a field of a record. On paper
// everything is text, so a blank speaks text.
type Blank struct {
	Kind     Kind
	Field    any      // pointer to the record's field: the blank's identity
	Name     string   // what messages call it; by default the label before it
	Options  []string // of a choice, in the order of the paper
	Word     string   // of a tick: the words beside the box
	Hint     string   // shown while it is empty, on screen only
	From     string   // list that it is offered from, such as "worker"; "" for none
	Required bool
	ReadOnly bool
	Short    bool // a choice shows only what was chosen, not its options
	Red      bool // its value stands for late or urgent
	Asked    bool // a tick that the procedures ask for: Enter stops at it while it is empty
	Digits   bool // digits alone are right here, such as a price: see exposed
	Grid     bool // a short choice in a grid: one key fills it and goes on, arrows go about
	Lines    int  // least height in lines of text

	get func() string
	set func(string) error
}

// Problem is something wrong at a blank, in words for the person at the desk.
type Problem struct {
	Field any    // the blank's field; nil for the sheet as a whole
	Words string // one Chinese sentence
}

// Wrong is a sentence about what was written in one blank.
type Wrong string

// Error gives the sentence.
func (w Wrong) Error() string { return string(w) }

// Get gives the field's value as it is written in the blank.
func (b *Blank) Get() string { return b.get() }

// Empty tells whether nothing that can be read stands in the blank: blanks, line
// ends and characters without a shape are nothing.
func (b *Blank) Empty() bool {
	return strings.IndexFunc(b.get(), func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) && r != hangulFiller }) < 0
}

// hangulFiller is a letter without a shape.
const hangulFiller = '\u3164'

// Set writes text into the field. It returns a Wrong, and leaves the field as
// it was, when the text is not such a value.
func (b *Blank) Set(s string) error { return b.set(s) }

// Shown is the value as it is printed: a choice with all its boxes, a tick as
// a box, everything else as written.
func (b *Blank) Shown() string {
	switch {
	case b.Kind == TickKind && b.Short:
		if b.get() == "" {
			return ""
		}
		return b.Word
	case b.Kind == TickKind:
		return box(b.get() != "") + b.Word
	case b.Kind == ChoiceKind && !b.Short:
		var s []string
		for _, o := range b.Options {
			s = append(s, whole(box(o == b.get())+o))
		}
		return strings.Join(s, "  ")
	}
	return b.get()
}

// joiner keeps the characters on both sides of it on one line; it is never
// printed.
const joiner = '\u2060'

// whole keeps a text from being broken between lines.
func whole(s string) string { return strings.Join(strings.Split(s, ""), string(joiner)) }

func box(ticked bool) string {
	if ticked {
		return "☑"
	}
	return "☐"
}

// text is a blank for text. Whole numbers of identity cards never get into one, of
// whatever form: the document is checked, not collected (Records in general).
func text[T ~string](k Kind, p *T) Cell {
	return Cell{Blank: &Blank{
		Kind: k, Field: p,
		get: func() string { return string(*p) },
		set: func(s string) error {
			s, _ = WithoutIDs(s)
			*p = T(s)
			return nil
		},
	}}
}

// Text is a blank for one line of text.
func Text[T ~string](p *T) Cell { return text(TextKind, p) }

// Long is a blank for several lines of text.
func Long[T ~string](p *T) Cell { return text(LongKind, p) }

// OfResidents is the list that rooms, names and phones are offered from.
const OfResidents = "resident"

// Room is a blank for a room number, offered from the residents.
func Room[T ~string](p *T) Cell { return text(RoomKind, p).Offer(OfResidents) }

// Person is a blank for a name, offered from the residents.
func Person[T ~string](p *T) Cell { return text(PersonKind, p).Offer(OfResidents) }

// Phone is a blank for a telephone number. Full-width digits that a Chinese
// input method leaves are taken as plain ones.
func Phone[T ~string](p *T) Cell {
	c := text(PhoneKind, p).Offer(OfResidents)
	c.Blank.Through(func(s string) string { return strings.TrimSpace(Narrow(s)) })
	return c
}

// Sign is a blank for a signature: the signer's name.
func Sign[T ~string](p *T) Cell { return text(SignKind, p) }

// Choice is a blank for one of options.
func Choice[T ~string](p *T, options ...T) Cell {
	c := text(ChoiceKind, p)
	for _, o := range options {
		c.Blank.Options = append(c.Blank.Options, string(o))
	}
	b := c.Blank
	b.set = func(s string) error {
		if s != "" && !contains(b.Options, s) {
			return Wrong("请从“" + strings.Join(b.Options, "、") + "”中选一项。")
		}
		*p = T(s)
		return nil
	}
	return c
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// Tick is a box to tick, with a word beside it. Its text is the word when
// ticked, and nothing otherwise.
func Tick(p *bool, word string) Cell {
	return Cell{Blank: &Blank{
		Kind: TickKind, Field: p, Word: word, Name: word,
		get: func() string {
			if *p {
				return word
			}
			return ""
		},
		set: func(s string) error { *p = s != ""; return nil },
	}}
}

// Time is a blank for a date and time of day. What is left out of it is taken
// from now: see ParseTime.
func Time(p *time.Time, now time.Time) Cell {
	return Cell{Blank: &Blank{
		Kind: TimeKind, Field: p,
		get: func() string { return Stamp(*p, now) },
		set: func(s string) error {
			t, err := ParseTime(s, now)
			if err == nil {
				*p = t
			}
			return err
		},
	}}
}

// Number is a blank for a whole number of at most nine digits; an empty blank
// is 0.
func Number(p *int) Cell {
	return Cell{Blank: &Blank{
		Kind: NumberKind, Field: p,
		get: func() string {
			if *p == 0 {
				return ""
			}
			return strconv.Itoa(*p)
		},
		set: func(s string) error {
			s = strings.TrimSpace(Narrow(s))
			if s == "" {
				*p = 0
				return nil
			}
			n, err := strconv.Atoi(s)
			if err != nil || n < 0 || n > 999_999_999 {
				return Wrong("这里要填数字，例如 2。")
			}
			*p = n
			return nil
		},
	}}
}

// Tally is a blank for a number that is written even when it is 0.
func Tally(p *int) Cell {
	c := Number(p)
	c.Blank.get = func() string { return strconv.Itoa(*p) }
	return c
}

// Through lets what is written pass through a filter on its way into the field,
// such as one that takes out what must not be kept.
func (b *Blank) Through(filter func(string) string) {
	set := b.set
	b.set = func(s string) error { return set(filter(s)) }
}

// Must makes the blank one that has to be filled in.
func (c Cell) Must() Cell { c.Blank.Required = true; return c }

// Ask makes a tick one that is not passed over: see Blank.Asked.
func (c Cell) Ask() Cell { c.Blank.Asked = true; return c }

// Named sets what messages call the blank.
func (c Cell) Named(name string) Cell { c.Blank.Name = name; return c }

// Hinted sets what an empty blank shows on screen.
func (c Cell) Hinted(hint string) Cell { c.Blank.Hint = hint; return c }

// Offer names the list that the blank is offered from.
func (c Cell) Offer(list string) Cell { c.Blank.From = list; return c }

// Fixed makes the blank one that is only read.
func (c Cell) Fixed() Cell { c.Blank.ReadOnly = true; return c }

// Short lets a choice or tick show only what was chosen.
func (c Cell) Short() Cell { c.Blank.Short = true; return c }

// OrDigits lets a blank for words hold digits alone: a price, a plate, the number of
// a document.
func (c Cell) OrDigits() Cell { c.Blank.Digits = true; return c }

// Grid lets a choice stand in a grid of many: see Blank.Grid.
func (c Cell) Grid() Cell { c.Blank.Grid, c.Blank.Short = true, true; return c }

// Alarm shows the value in red: late or urgent.
func (c Cell) Alarm() Cell { c.Blank.Red = true; return c }

// Tall gives the blank a least height in lines of text.
func (c Cell) Tall(lines int) Cell { c.Blank.Lines = lines; return c }
