package forms

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/forms/law"
	"frontdesk/forms/paper"
)

// Dispose is the verb by which the words of a year of a book are let go of when
// they have been kept for as long as the rules say (销毁). Numbers, times,
// signers and hashes stay.
const Dispose Verb = "dispose"

// Disposed is the state of an entry whose words are gone.
const Disposed = "已销毁"

// KeepRule is for how long the entries of a book are kept.
type KeepRule struct {
	Book   string  `json:"book"`
	Clause law.Key `json:"clause,omitempty"`
	Years  int     `json:"years"` // whole years after the one they were written in; 0 is for good
}

// DefaultKeep are the periods as the books give them, first those that the
// procedures give; where they give none, it is the duty log's.
func DefaultKeep(books []*Book) []KeepRule {
	var given, others []KeepRule
	for _, b := range books {
		k := b.Keep
		k.Book = b.Key
		if k.Clause == "" {
			others = append(others, k)
			continue
		}
		given = append(given, k)
	}
	return append(given, others...)
}

// Kept are the periods of all books: the office's own, then those of books that
// its rules do not know yet.
func (r Rules) Kept(books []*Book) []KeepRule {
	out := slices.Clone(r.Keep)
	for _, k := range DefaultKeep(books) {
		if !slices.ContainsFunc(out, func(own KeepRule) bool { return own.Book == k.Book }) {
			out = append(out, k)
		}
	}
	return out
}

// KeptFor is for how many whole years the entries of a book are kept after the
// one they were written in; 0 is for good.
func (r Rules) KeptFor(b *Book) int {
	for _, k := range r.Keep {
		if k.Book == b.Key {
			return k.Years
		}
	}
	return b.Keep.Years
}

// DisposableFrom is when the entries of a year may be let go of, by the years
// that they are kept; zero for never.
func DisposableFrom(year, kept int) time.Time {
	if kept <= 0 {
		return time.Time{}
	}
	return time.Date(year+kept+1, 1, 1, 0, 0, 0, 0, Beijing)
}

// Disposing lets go of the words of a year's entries. The fields from Clause on
// are worked out when it is written.
type Disposing struct {
	Year   int    `json:"year"`
	Reason string `json:"reason"`

	Clause  law.Key    `json:"clause,omitempty" sealed:"on"`
	Kept    int        `json:"kept"` // years, by the rule in force
	Entries int        `json:"entries"`
	Rows    [][2]int64 `json:"rows"` // first and last of each stretch of rows of the ledger
}

// Slip asks for 年份 and 销毁说明.
func (x *Disposing) Slip(Record, Context) paper.Sheet {
	s := SlipOf(nil)
	s.Body = []paper.Row{SlipRow("年份", paper.Number(&x.Year).Must()), SlipRow("销毁说明", paper.Text(&x.Reason).Must())}
	return s
}

// Check wants a reason that is not too long. Whether the year may go is found out
// where it is written: see MayDispose.
func (x *Disposing) Check(Record, Context) []paper.Problem {
	var out Problems
	if strings.TrimSpace(x.Reason) == "" {
		out = append(out, paper.Problem{Field: &x.Reason, Words: "请写明销毁的说明，例如按规定保管期满。"})
	}
	return out
}

// MayDispose refuses to let go of a year before its time, with entries open, or
// with pages that were not archived as they stand now.
func MayDispose(b *Book, year, kept int, now time.Time, open int, loose []string) error {
	switch from := DisposableFrom(year, kept); {
	case from.IsZero():
		return Refusal("“" + b.Name + "”按规定长期保管，不能销毁。")
	case now.Before(from):
		return Refusal(fmt.Sprintf("%d 年的“%s”要保管到 %s，还不能销毁。", year, b.Name, from.AddDate(0, 0, -1).Format("2006-01-02")))
	case open > 0:
		return Refusal(fmt.Sprintf("%d 年的“%s”还有 %d 条没有办结，请先办结。", year, b.Name, open))
	case len(loose) > 0:
		return Refusal(fmt.Sprintf("%d 年的“%s”有 %d 页没有归档，或者归档以后又有改动（第 %s 页起），请先归档。", year, b.Name, len(loose), loose[0]))
	}
	return nil
}

// Wordless stands in the place of a deed whose words are gone.
type Wordless struct{}

// Slip draws nothing.
func (Wordless) Slip(Record, Context) paper.Sheet { return paper.NewSheet(paper.Portrait) }

// Gone is an entry whose words are gone: what is left of it is its number, when
// and by whom it was written, and how often something was done to it.
type Gone struct {
	Ref        Ref
	Page, Line int
	Written    time.Time
	By         Person
	Acts       int
	Last       time.Time
}

// goneOf is what is left of an entry.
func goneOf(acts []Act) *Gone {
	g := &Gone{}
	for _, a := range acts {
		if g.Acts++; g.Acts == 1 {
			g.Ref, g.Page, g.Line, g.Written, g.By = a.Ref, a.Page, a.Line, a.At, a.By
		}
		g.Last = a.At
	}
	return g
}

// Apply refuses everything.
func (g *Gone) Apply(Act) error {
	return Refusal("这一条已经按规定销毁，不能再办理。")
}

// Steps are none.
func (g *Gone) Steps(Context) []Step { return nil }

// Brief says that nothing is left to say.
func (g *Gone) Brief() Brief {
	return Brief{State: Disposed, Writer: g.By.ID, Void: true, Happened: g.Written, Subject: "（内容已按规定销毁）", Hay: []string{g.Ref.String()}}
}

// For gives the entry itself.
func (g *Gone) For(Person) Entry { return g }

// Number names the entry.
func (g *Gone) Number() Ref { return g.Ref }

// Remarks are none.
func (g *Gone) Remarks(Context) []string { return nil }

// Story is what is left.
func (g *Gone) Story() []string {
	return []string{fmt.Sprintf("%s 由 %s 登记，共 %d 次办理，最后一次 %s。内容已按规定销毁，编号、时间、签名人和指纹保留。",
		g.Written.In(Beijing).Format("2006-01-02 15:04"), g.By.Name, g.Acts, g.Last.In(Beijing).Format("2006-01-02"))}
}

// GonePage draws a page of a book whose words are gone.
func GonePage(h PageHead, b *Book, entries []Entry) paper.Sheet {
	s := SingleSheet()
	s.Head = []paper.Row{h.Title(b.Code, b.Title+"（已销毁）", 50, 48), {Min: 7, Cells: []paper.Cell{
		paper.Word("内容已按规定销毁；编号、时间、签名人和指纹保留。").Plain(), paper.Word("页码：" + LeafName(h.Year, h.Page.No)).Right().Plain().Wide(48),
	}}}
	s.Tail = h.Tail(50, 48)
	line := func(cells ...string) paper.Row {
		row := paper.Row{Min: 8}
		for i, head := range strings.Fields("编号 登记时间 登记人 办理次数 最后办理") {
			word := ""
			if i < len(cells) {
				word = cells[i]
			}
			row.Cells = append(row.Cells, paper.Word(word).Mid().Headed(head))
		}
		return row
	}
	s.Body = paper.Heads([]paper.Row{line()})
	for _, e := range entries {
		if g, ok := e.(*Gone); ok {
			s.Body = append(s.Body, line(g.Ref.String(), g.Written.In(Beijing).Format("2006-01-02 15:04"), g.By.Name, fmt.Sprint(g.Acts), g.Last.In(Beijing).Format("2006-01-02")))
		}
	}
	return s
}
