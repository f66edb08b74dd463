package forms

import (
	"errors"
	"strings"
	"time"

	"frontdesk/forms/paper"
)

// OfficeBook holds what concerns the office as a whole: how it was set up,
// changes of its settings, lists that were read in. It has no entries, only
// acts on the book.
func OfficeBook() *Book {
	return &Book{
		Key: "office", Title: "管理处设置", Edition: "1",
		New: func() Record { return noRecord{} },
		Plain: map[Verb]func() Deed{
			SetUp:    func() Deed { return &Settings{} },
			Set:      func() Deed { return &Settings{} },
			TakeIn:   func() Deed { return &Importing{} },
			Export:   func() Deed { return &Exporting{} },
			Envelope: func() Deed { return &SealedCode{} },
			Mend:     func() Deed { return &Mending{} },
		},
		Signed: map[Verb]Role{SetUp: Manager, Set: Supervisor, Envelope: Manager, Mend: Manager},
	}
}

// Verbs of the office book.
const (
	SetUp    Verb = "setup"    // 设立
	Set      Verb = "settings" // 更改设置
	TakeIn   Verb = "import"   // 导入住户
	Envelope Verb = "envelope" // 更换密封恢复码
	Mend     Verb = "clock"    // 校正台账时间
)

// Settings is the office as it is set: the whole of it each time, so that the
// rules in force at any moment stand in one row.
type Settings struct {
	Office
	// Days are the office's own holidays and working weekends. They win over
	// the calendar shipped with the program, day by day.
	Days Calendar `json:"days,omitzero"`
}

// Whole is the office that the settings make, with its calendar.
func (x *Settings) Whole() *Office {
	o := x.Office
	o.Rules = o.Rules.filled()
	o.Calendar = DefaultCalendar().With(x.Days)
	return &o
}

// Slip draws nothing: settings have a window of their own.
func (x *Settings) Slip(Record, Context) paper.Sheet { return paper.NewSheet(paper.Portrait) }

// Check holds the settings against what the rest of the program relies on.
func (x *Settings) Check(Record, Context) []paper.Problem {
	var out Problems
	out.If(strings.TrimSpace(x.Name) == "", &x.Name, "请填写管理处名称。")
	out.If(paper.LikePIN(x.Name), &x.Name, "管理处名称里只有数字，请写成文字。")
	out.If(len([]rune(x.Name)) > 40, &x.Name, "管理处名称太长，请控制在四十字以内。")
	out.If(len(x.Shifts) == 0, &x.Shifts, "请至少设置一个班次。")
	seen := map[string]bool{}
	for i := range x.Shifts {
		s := &x.Shifts[i]
		out.If(strings.TrimSpace(s.Name) == "", &s.Name, "请填写班次名称。")
		out.If(seen[s.Name], &s.Name, "班次“"+s.Name+"”重复了，请改一个名称。")
		out.If(s.Start < 0 || s.Start >= 24*60 || s.End < 0 || s.End > 24*60, &s.Start, "班次“"+s.Name+"”的时间不对，请写成 7:30 这样的时间。")
		seen[s.Name] = true
	}
	out.If(len(x.Rules.Kinds) == 0, &x.Rules, "没有设置类别，请恢复默认规则。")
	for _, k := range x.Rules.Kinds {
		out.If(k.Limit == Within && k.Hours <= 0, &x.Rules, "“"+string(k.Kind)+"”的时限要大于零小时。")
	}
	out.If(x.Rules.LateEntry < 0 || x.Rules.ProgressCall < 0 || x.Rules.IdleLock < 0, &x.Rules, "时间不能小于零。")
	return append(out, checkNames(x.Procedures)...)
}

// Importing records that a list of residents was read in. It holds no
// resident's data: only which file it was, and how much of it went in.
type Importing struct {
	File    string `json:"file"`   // its name, without the folder
	SHA256  string `json:"sha256"` // of the file, hexadecimal
	Added   int    `json:"added"`
	Changed int    `json:"changed"`
	Same    int    `json:"same"`
	Left    int    `json:"left"` // rows that did not go in
}

// Slip draws nothing: importing is recorded, not filled in.
func (x *Importing) Slip(Record, Context) paper.Sheet { return paper.NewSheet(paper.Portrait) }

// SealedCode replaces the recovery code in the sealed envelope.
type SealedCode struct {
	Code string `json:"code"` // argon2id string of the code
}

// Slip draws nothing: the program makes the code.
func (x *SealedCode) Slip(Record, Context) paper.Sheet { return paper.NewSheet(paper.Portrait) }

// Mending puts the time of the ledger right, after rows were written while the clock
// of the PC stood far ahead: those stay as they are, and time runs on from now.
type Mending struct {
	Reason string    `json:"reason"` // how it came about, and which entries are to be voided and written anew
	Last   time.Time `json:"last"`   // of the row before it: what the clock said then
}

// Slip asks for the reason.
func (x *Mending) Slip(Record, Context) paper.Sheet {
	out := SlipOf(nil)
	out.Body = []paper.Row{SlipRow("校正原因", paper.Long(&x.Reason).Must())}
	return out
}

// noRecord is the record of a book that has acts but no entries.
type noRecord struct{}

func (noRecord) Apply(Act) error      { return errors.New("the book has no entries") }
func (noRecord) Steps(Context) []Step { return nil }
func (noRecord) Brief() Brief         { return Brief{} }
