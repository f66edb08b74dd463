// Package forms is the language in which the paper forms and the rules of the
// office are said; each form is a room of its own beside it.
//
// It is the ground floor: it knows no database, no window, no file and no
// clock of its own, and none of the rooms. A Book is a register; what stands in
// it is an Entry, a Record that changes only by Acts. An act does a Deed: what it
// may do, what it needs and what follows from it is decided there, so that every
// floor above shows and stores the same truth. A Context is the moment in which
// something is decided; through its Sight the rules look at the other books. A
// Brief is what lists and searches know of a record, a Todo is what is to be
// done, and a Refusal is one Chinese sentence: what is wrong, and what to do.
//
// Beside the language stand the words that all books share: Office, Rules and
// Calendar, Persons with their Roles, Notes and Marks of corrections, and how a
// PageHead, a slip and a sheet are drawn.
package forms

import (
	"encoding/json"
	"fmt"
	"time"

	"frontdesk/forms/paper"
)

// Beijing is the office's time zone. The program is for offices in China,
// which keeps one zone without summer time, so the day a line belongs to does
// not depend on how a PC's zone happens to be set.
var Beijing = paper.Beijing

// Book is one register of the office: a form, its numbering and its life.
type Book struct {
	Key     string               // name in the ledger, such as "duty"; never changes once used
	Name    string               // 值班记录, as on its tab
	Title   string               // 值班记录表: the form's name, as its files are named
	Code    string               // 文件编号, such as R02-WKF07; empty where the procedures give none
	Edition string               // 版次 in force for new rows, such as A/0
	Begin   string               // 新登记: what opening an entry is called
	New     func() Record        // an empty record, ready for its opening act
	Deeds   map[Verb]func() Deed // an empty deed for each verb of the book
	Turn    func(Page, Act) Page // page that takes the act's new line: the one given, or the next
	Plain   map[Verb]func() Deed // deeds on a page instead of an entry, such as print and review
	Signed  map[Verb]Role        // who has to sign openings and plain ones, where not everybody may
	Single  bool                 // a sheet of paper for each entry; else entries are lines of a register's page
	Kinds   []string             // kinds of entries, for the filter of lists
	Keep    KeepRule             // for how long its entries are kept; its Book is left out
	Usual   map[string][]string  // words that its blanks are offered from lists of its own, besides those used before

	// Sheet draws a page with the entries that stand on it.
	Sheet func(h PageHead, entries []Entry) paper.Sheet
	// Strip says in one line above the pages how the book stands; nil for none.
	Strip   func(c Context) string
	Reports []Report // what is drawn from the entries of a period
	// Due lists what is to be done to the book as a whole, such as a shift to be
	// handed over; nil for nothing. What is open in it is due by itself.
	Due func(c Context) []Todo
	// Aside adds to what is to be done with an open entry; nil for nothing.
	Aside func(c Context, n Near) string
	// Ahead: what is open in the book stands in 今日 however late it falls due.
	Ahead bool
	// Remind says what of the book is said before all else; nil for nothing.
	Remind func(c Context) string
	// Leaves tells whether an open entry is left to the next shift, and whether its
	// work is not done, so that an important one stops the handover (C 4, C 6). Until
	// is the end of that shift, zero where nobody is on duty now; nil: the book leaves
	// nothing.
	Leaves func(e Entry, until time.Time) (left, undone bool)
	// Nightly is what the program itself does to entries when their day is over; nil
	// for nothing.
	Nightly *Nightly
}

// Registers are books to which is done what is done to every register as a whole.
func Registers(books ...*Book) []*Book {
	for _, b := range books {
		b.Plain[Shelve] = func() Deed { return &Shelving{} }
		b.Plain[Dispose] = func() Deed { return &Disposing{} }
		if b.Signed == nil {
			b.Signed = map[Verb]Role{}
		}
		b.Signed[Dispose] = Manager
	}
	return books
}

// Report is a sheet made from the entries of a period, such as a register or
// a reckoning.
type Report struct {
	Key   string // such as "register"
	Title string // as printed and as files are named
	Word  string // as in the menu
	Span  func(now time.Time) (from, to time.Time)
	// Now is a report on what the book holds at this moment: it looks through the
	// head's sight, and is given no entries.
	Now bool
	// All is a report on all books, as they stood when the period was over: it
	// looks at them through the head's sight, and is given no entries.
	All   bool
	Sheet func(h PageHead, from, to time.Time, entries []Entry) paper.Sheet
}

// Verb names what a row of the ledger does. Verbs are written into the ledger
// and never change once used.
type Verb string

// Verbs that mean the same in every book.
const (
	Open    Verb = "open"    // 登记
	Correct Verb = "correct" // 更正
	Void    Verb = "void"    // 作废
	Print   Verb = "print"   // 打印
	Export  Verb = "export"  // 导出
	Review  Verb = "review"  // 签阅
)

// Ref names an entry: numbers are gapless per book and year.
type Ref struct {
	Book string
	Year int
	No   int
}

// String gives the number as it is printed and quoted, such as 2026-0123.
func (r Ref) String() string {
	if r.No == 0 {
		return ""
	}
	return fmt.Sprintf("%d-%04d", r.Year, r.No)
}

// Act is one thing done: a row of the ledger with its words understood.
type Act struct {
	Seq     int64     // position in the ledger, from 1; 0 before it is written
	At      time.Time // time of writing, from the clock, in Beijing
	By      Person    // who signed it
	Verb    Verb
	Edition string // the form's edition that the row was written on
	Ref     Ref    // the entry; No is 0 for acts on a page or a whole book
	Page    int    // page of the entry's line in the year's book, from 1
	Line    int    // line on that page, from 1
	Deed    Deed
}

// Deed is what an act says: the words of one row. It is a plain struct that
// marshals to JSON; its exported fields are the blanks of its slip.
type Deed interface {
	// Slip draws what has to be filled in to do this to r, which is nil for an
	// opening. Blanks are bound to the deed's fields.
	Slip(r Record, c Context) paper.Sheet
}

// Checker is a deed that can be wrong across several blanks, or against the
// record. What a blank alone tells, that it is empty or too long, its sheet says.
type Checker interface {
	Check(r Record, c Context) []paper.Problem
}

// CheckOf is what a deed finds wrong beyond its blanks.
func CheckOf(d Deed, r Record, c Context) []paper.Problem {
	if x, ok := d.(Checker); ok {
		return x.Check(r, c)
	}
	return nil
}

// Wrong is all that is wrong with a deed as it would be done to r now: what its
// blanks tell, and what it finds itself.
func Wrong(d Deed, r Record, c Context) []paper.Problem {
	s := d.Slip(r, c)
	return append(s.Problems(), CheckOf(d, r, c)...)
}

// Starter is a deed whose slip begins with something already written in it,
// taken from the record or the moment.
type Starter interface {
	Start(r Record, c Context)
}

// Waker is a deed whose slip may lie ready for long: it takes the moment in
// which somebody begins to write, and tells whether anything changed.
type Waker interface {
	Wake(c Context) bool
}

// Sealer is a deed that works something out at the moment of writing: a
// deadline and the rule it came from are found once and kept on the record.
type Sealer interface {
	Seal(r Record, c Context)
}

// Opener is a deed from which another entry follows, opened in the same
// breath: an unsatisfied customer's call-back opens a complaint (S0/3 4.5.2).
type Opener interface {
	Opens(r Record, a Act) []Opening
}

// Opening is a new entry that follows from an act; with a verb it is an act on a
// page that is there, such as the signature at its foot.
type Opening struct {
	Book string
	Deed Deed

	Verb Verb // empty: a new entry
	Year int
	Page int
}

// Record is one entry of a book as its acts have left it.
type Record interface {
	// Apply takes the next act. It returns an error for an act that the record
	// cannot take in its state; the sentence is for the clerk.
	Apply(a Act) error
	// Steps lists what can be done with the record, the one next step first.
	// Steps that are not allowed now carry the reason.
	Steps(c Context) []Step
	// Brief is what lists, search and reminders need to know.
	Brief() Brief
}

// Entry is a record that people look at: on its page, in lists, on a slip.
type Entry interface {
	Record
	// For gives the entry as the viewer may see it; itself where all of it.
	For(viewer Person) Entry
	// Number names the entry.
	Number() Ref
	// Remarks are short words beside the entry's state, such as its rule.
	Remarks(c Context) []string
	// Story is what was written about it, oldest first, a line each.
	Story() []string
}

// Printer is an entry that may not be printed in every state. MayPrint gives a
// Refusal, or nil.
type Printer interface {
	MayPrint() error
}

// Offerer is an entry whose words are offered again when they are next begun to
// be typed, by the list that blanks are offered from.
type Offerer interface {
	Offers() map[string][]string
}

// Pressing is an entry with steps that have to be done at once (S0/1 1): they stay
// in sight until all are ticked, each by one click of whoever is on duty.
type Pressing interface {
	Entry
	// StepsLeft lists the steps that are not ticked yet, in their order.
	StepsLeft() []string
	// Tick gives the act that ticks a step.
	Tick(step string) (Verb, Deed)
}

// Step is an act that a record offers.
type Step struct {
	Verb    Verb
	Word    string // 跟进, as on the button
	Refused string // why it cannot be done now; empty when it can
	Sign    Role   // whose PIN is asked for; empty: the person on duty signs by being on duty
	Signer  string // name of the one who is expected to sign
	Next    bool   // the one next step
	Along   bool   // goes along with the act before it: begins by itself
}

// Reliever is a deed after which its signer is the person on duty.
type Reliever interface {
	Relieves() bool
}

// Context is what the rules need to know of the moment: nothing in forms asks
// for the time or the person by itself.
type Context struct {
	Now    time.Time
	By     Person
	Office *Office
	Staff  []Person // those who sign, by role from the clerk up
	Sight  Sight    // nil where nobody looks
	Copied *Copied  // what is known of the ledger's copies; nil: nothing
}

// Sight lets the rules look at the rest of the office's books, at one instant:
// what a row says of them when it is written is what stood in them then.
type Sight interface {
	// Books are the registers that can be looked at, in the order of their tabs.
	Books() []*Book
	// Head is the number of the ledger's last row.
	Head() int64
	// Anchor is the check code of that row, such as 1207-3FA90C7712BE: nobody can
	// choose it, and everybody can look it up.
	Anchor() string
	// Unfinished gives the open entries of a book, oldest first.
	Unfinished(book string) []Entry
	// Since gives the entries of a book opened after a row of the ledger, oldest
	// first.
	Since(book string, row int64) []Entry
	// Lately gives the newest entries of a book, at most n, newest first.
	Lately(book string, n int) []Entry
	// Room gives the newest entries of a room in all books, newest first.
	Room(room string) []Near
	// Between gives the entries of a book that happened from one day to another,
	// both included, by number.
	Between(book string, from, to time.Time) []Entry
	// Touched gives the entries of a book that something was done to from one
	// moment until before another, by number.
	Touched(book string, from, to time.Time) []Entry
	// Open gives the open entries of a book in short, as the viewer may see them,
	// urgent ones first.
	Open(book string) []Near
	// Entry gives an entry; nil when there is none.
	Entry(ref Ref) Entry
	// Acts gives what was done to the entries of a book after a row of the ledger,
	// oldest first, without its words.
	Acts(book string, row int64) []Act
	// Next is the first of them; false when there is none.
	Next(book string, row int64) (Act, bool)
	// Lines is how many lines of a page are taken.
	Lines(book string, year, page int) int
	// Latest gives the newest entry of a kind in a book; nil when there is none.
	Latest(book, kind string) Entry
	// Count counts the entries of a book that happened from one day to another,
	// both included; an empty kind or state counts all.
	Count(book, kind, state string, from, to time.Time) int
}

// Near is another entry of the same room, in short.
type Near struct {
	Ref   Ref
	Brief Brief
}

// Brief is what lists, search and reminders need of a record; it is kept by
// the store in the same transaction and can be rebuilt from the ledger.
type Brief struct {
	State        string    // 待派单, 处理中 …
	Open         bool      // something is still to be done
	Urgent       bool      // comes first in every list while open (S0/3 4.3.3)
	Due          time.Time // the next deadline; zero when none runs
	Kind         string
	Writer       string // ID of the person who opened it
	Handler      string // who is dealing with it
	Confidential bool   // content only for a supervisor or the writer (S0/1 2(3))
	Void         bool
	Happened     time.Time // what periods and days are counted by
	Room         string
	Name         string
	Phone        string
	Subject      string   // one line for lists
	Hay          []string // everything ever written in it, piece by piece, for search
	Initials     []string // names that are also found by their pinyin initials
}

// Page is a page of a register as far as it has been filled.
type Page struct {
	No     int     // from 1, gapless per book and year; 0 before the first
	Day    string  // 2026-11-23
	Shift  string  // 早班
	Person string  // name of the duty person
	Lines  int     // lines taken
	Used   float64 // height taken by lines when written, mm
}

// Mark is the book in one character, such as 值: what numbers carry where those of
// several books stand on one sheet.
func (b *Book) Mark() string {
	for _, r := range b.Name {
		return string(r)
	}
	return ""
}

// Decode reads the words of a row of this book into a deed.
// It returns an error when the verb is unknown or the words are not its JSON.
func (b *Book) Decode(v Verb, words []byte) (Deed, error) {
	mk := b.Deeds[v]
	if mk == nil {
		mk = b.Plain[v]
	}
	if n := b.Nightly; mk == nil && n != nil && n.Verb == v {
		mk = n.Deed
	}
	if mk == nil {
		return nil, fmt.Errorf("book %s has no verb %q", b.Key, v)
	}
	d := mk()
	if err := json.Unmarshal(words, d); err != nil {
		return nil, fmt.Errorf("book %s, verb %s: %w", b.Key, v, err)
	}
	return d, nil
}

// Replay makes a record from all its acts, oldest first.
func (b *Book) Replay(acts []Act) (Record, error) {
	r := b.New()
	for _, a := range acts {
		if _, lost := a.Deed.(Wordless); lost {
			return goneOf(acts), nil
		}
		if err := r.Apply(a); err != nil {
			return nil, fmt.Errorf("row %d: %w", a.Seq, err)
		}
	}
	return r, nil
}

// Refusal is an error whose text is one Chinese sentence for the person at the
// desk: what is wrong and what to do. Every other error is the program's own
// trouble and is shown as such.
type Refusal string

// Error gives the sentence.
func (r Refusal) Error() string { return string(r) }

// Problems is a refusal that names blanks.
type Problems []paper.Problem

// If adds a sentence about a blank, where something is wrong.
func (p *Problems) If(wrong bool, field any, words string) {
	if wrong {
		*p = append(*p, paper.Problem{Field: field, Words: words})
	}
}

// Error gives the sentences one after the other.
func (p Problems) Error() string {
	s := ""
	for _, x := range p {
		s += x.Words
	}
	return s
}

// Draw draws a page of the book, also one whose words are gone.
func (b *Book) Draw(h PageHead, entries []Entry) paper.Sheet {
	for _, e := range entries {
		if _, ok := e.(*Gone); ok {
			return GonePage(h, b, entries)
		}
	}
	return b.Sheet(h, entries)
}
