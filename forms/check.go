package forms

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/forms/paper"
)

// CheckBook is the supervisor's check of the duty log: each day's log, its
// complaints first, on the next working morning (S0/3 4.9, S3 4.2.3), and the
// whole of it each week with an opinion (S0/3 4.10). A check shows exactly what
// was written, changed or gone late since the one before, and signs that.
func CheckBook() *Book {
	return &Book{
		Key: checkKey, Name: "主管检查", Title: checkTitle, Edition: "A/0", Begin: "检查签阅", Single: true,
		Keep:  KeepRule{Years: 2},
		Due:   checksDue,
		Kinds: []string{string(Daily), string(Weekly)},
		New:   func() Record { return &Check{} },
		Deeds: map[Verb]func() Deed{Open: func() Deed { return &CheckLine{} }},
		Plain: map[Verb]func() Deed{
			Print:  func() Deed { return &Printing{} },
			Export: func() Deed { return &Exporting{} },
		},
		Signed: map[Verb]Role{Open: Supervisor},
		Turn:   turnSheet,
		Sheet:  checkPage,
		Strip:  checkStrip,
	}
}

const (
	checkKey   = "check"
	checkTitle = "值班记录检查签阅表"
)

// CheckKind is how often a check is made.
type CheckKind string

// Kinds of checks.
const (
	Daily  CheckKind = "每日"
	Weekly CheckKind = "每周"
)

// CheckLine is a check. What it covers is found when it is written.
type CheckLine struct {
	Kind    CheckKind `json:"kind"`
	Opinion string    `json:"opinion"`

	From  int64       `json:"from" sealed:"on"` // row of the ledger that the check before covers
	To    int64       `json:"to"`               // row that this one covers
	Since time.Time   `json:"since,omitzero"`   // of the check before
	Until time.Time   `json:"until"`
	Rows  []CheckRow  `json:"rows,omitempty"`
	Pages []CheckPage `json:"pages,omitempty"`
	Of    CheckKind   `json:"of"`   // the kind that was looked for
	Left  int         `json:"left"` // open entries besides
}

// CheckRow is an entry that was written, changed or gone late.
type CheckRow struct {
	Ref     string    `json:"ref"`
	Kind    string    `json:"kind"`
	Room    string    `json:"room,omitempty"`
	Subject string    `json:"subject"`
	State   string    `json:"state"`
	Done    string    `json:"done,omitempty"` // 登记、派单、更正
	Late    time.Time `json:"late,omitzero"`  // since when it is late
}

// CheckPage is a page of the log that the check signs at its foot, too.
type CheckPage struct {
	Year  int `json:"year"`
	No    int `json:"no"`
	Lines int `json:"lines"`
}

// Check is a check as it was written: nothing is done to it any more.
type Check struct {
	CheckLine
	Ref     Ref
	Written time.Time
	By      Person
}

// Number names the entry.
func (k *Check) Number() Ref { return k.Ref }

// For gives the check itself: it says no confidential word.
func (k *Check) For(Person) Entry { return k }

// Apply takes the opening; a check is not changed afterwards.
func (k *Check) Apply(a Act) error {
	state := ""
	if k.Ref.No > 0 {
		state = "已签阅"
	}
	return take(k, a, state, func(Verb) string { return "检查签阅以后不再改动。" }, func(l *CheckLine) error {
		k.CheckLine, k.Ref, k.Written, k.By = *l, a.Ref, a.At, a.By
		return nil
	})
}

// Brief is what lists, search and reminders need to know.
func (k *Check) Brief() Brief {
	return Brief{
		State: "已签阅", Kind: string(k.Kind), Writer: k.By.ID, Happened: k.Written, Name: k.By.Name, Subject: k.words(),
		Hay: filter(k.Ref.String(), k.Opinion, k.By.Name, string(k.Kind)), Initials: []string{k.By.Name},
	}
}

// Steps are none.
func (k *Check) Steps(Context) []Step { return nil }

// Remarks are none.
func (k *Check) Remarks(Context) []string { return nil }

// Story is what was said.
func (k *Check) Story() []string { return []string{k.words(), k.Opinion} }

// words say in short what is covered.
func (l *CheckLine) words() string {
	late, complaints := 0, 0
	for _, r := range l.Rows {
		if !r.Late.IsZero() {
			late++
		}
		if r.Kind == string(Complaint) {
			complaints++
		}
	}
	return fmt.Sprintf("有变化 %d 条，其中投诉 %d 条、超时 %d 条；其余未办结 %d 条", len(l.Rows), complaints, late, l.Left)
}

// Start proposes the check that is due, the daily one first.
func (l *CheckLine) Start(_ Record, c Context) {
	l.Kind, l.Opinion = Daily, "已阅。"
	if words, _ := checkDue(c, Daily); words == "" {
		if words, _ := checkDue(c, Weekly); words != "" {
			l.Kind, l.Opinion = Weekly, ""
		}
	}
	l.look(c)
}

// look finds what was written, changed or gone late since the check before.
func (l *CheckLine) look(c Context) {
	if c.Sight == nil {
		return
	}
	l.From, l.Since = 0, time.Time{}
	if before, ok := c.Sight.Latest(checkKey, string(l.Kind)).(*Check); ok {
		l.From, l.Since = before.To, before.Until
	}
	l.To, l.Until, l.Of, l.Rows, l.Pages, l.Left = c.Sight.Head(), c.Now, l.Kind, nil, nil, 0
	done, order := map[Ref][]string{}, []Ref{}
	for _, a := range c.Sight.Acts(dutyKey, l.From) {
		if done[a.Ref] == nil {
			order = append(order, a.Ref)
		}
		if w := verbWords[a.Verb]; !slices.Contains(done[a.Ref], w) {
			done[a.Ref] = append(done[a.Ref], w)
		}
		l.sign(c, a)
	}
	late := map[Ref]time.Time{}
	for _, n := range c.Sight.Open(dutyKey) {
		switch due := n.Brief.Due; {
		case !due.IsZero() && due.Before(c.Now):
			late[n.Ref] = due
			if done[n.Ref] == nil && due.After(l.Since) {
				order = append(order, n.Ref)
			}
		case done[n.Ref] == nil:
			l.Left++
		}
	}
	for _, ref := range order {
		if d, ok := c.Sight.Entry(ref).(*Duty); ok {
			l.Rows = append(l.Rows, checkRow(d, strings.Join(done[ref], "、"), late[ref]))
		}
	}
	slices.SortStableFunc(l.Rows, func(a, b CheckRow) int { return a.rank() - b.rank() })
}

// checkRow is an entry as the check shows it: a confidential one without its
// words, for the sheet is printed.
func checkRow(d *Duty, done string, late time.Time) CheckRow {
	row := CheckRow{Ref: d.Ref.String(), Kind: string(d.Kind), Room: d.Room, Subject: clip(strings.Join(strings.Fields(d.Text), " ")), State: d.State, Done: done, Late: late}
	if d.Confidential {
		row.Room, row.Subject = "", Veiled
	}
	return row
}

// rank puts complaints first (S3 4.2.3), then what is late.
func (r CheckRow) rank() int {
	switch {
	case r.Kind == string(Complaint):
		return 0
	case !r.Late.IsZero():
		return 1
	}
	return 2
}

// sign notes the page that an act stands on.
func (l *CheckLine) sign(c Context, a Act) {
	for _, p := range l.Pages {
		if p.Year == a.Ref.Year && p.No == a.Page {
			return
		}
	}
	l.Pages = append(l.Pages, CheckPage{a.Ref.Year, a.Page, c.Sight.Lines(dutyKey, a.Ref.Year, a.Page)})
}

// verbWords name what is done to a line of the log.
var verbWords = map[Verb]string{
	Open: "登记", Dispatch: "派单", HelpStep: "勾选步骤", Progress: "跟进", Extend: "改约", Finish: "完成", CallBack: "电话回访", Close: "办结",
	Reopen: "重新打开", Escalate: "上报", Grade: "定级", Correct: "更正", Void: "作废",
}

// Check wants something to sign.
func (l *CheckLine) Check(_ Record, c Context) []paper.Problem {
	out := capped(&l.Opinion)
	if len(l.Rows) == 0 && c.Sight != nil {
		out = append(out, paper.Problem{Field: &l.Kind, Words: "从上次" + string(l.Kind) + "检查以后没有变化，不用签阅。"})
	}
	return out
}

// Seal finds what is covered at the moment of writing.
func (l *CheckLine) Seal(_ Record, c Context) { l.look(c) }

// Opens signs the pages at their feet.
func (l *CheckLine) Opens(Record, Act) []Opening {
	var out []Opening
	for _, p := range l.Pages {
		out = append(out, Opening{Book: dutyKey, Verb: Review, Year: p.Year, Page: p.No, Deed: &Reviewing{Opinion: l.Opinion, Lines: p.Lines, Seq: l.To}})
	}
	return out
}

// checkDue says that a check is due, and until when; empty when it is not. A day
// that was written in is due the next working morning, a week on the first
// working morning after it.
func checkDue(c Context, kind CheckKind) (words string, due time.Time) {
	after := int64(0)
	if before, ok := c.Sight.Latest(checkKey, string(kind)).(*Check); ok {
		after = before.To
	}
	act, any := c.Sight.Next(dutyKey, after)
	if !any {
		return "", time.Time{}
	}
	first := act.At
	last := first
	if kind == Weekly {
		last = Monday(first).AddDate(0, 0, 6)
	}
	due = c.Office.Calendar.NextWorkday(last).Add(12 * time.Hour)
	if c.Now.Before(StartOfDay(due)) {
		return "", time.Time{}
	}
	if kind == Weekly {
		return Monday(first).Format("01-02") + " 这一周的值班记录待主管签阅", due
	}
	return first.In(Beijing).Format("01-02") + " 起的值班记录待主管签阅", due
}

// checksDue are the checks that are due.
func checksDue(c Context) []Todo {
	var out []Todo
	for _, kind := range []CheckKind{Daily, Weekly} {
		words, due := checkDue(c, kind)
		out = append(out, WholeDue(checkKey, words, string(Supervisor), due)...)
	}
	return out
}

func checkStrip(c Context) string {
	if c.Sight == nil {
		return ""
	}
	var out []string
	for _, kind := range []CheckKind{Daily, Weekly} {
		if words, due := checkDue(c, kind); words != "" {
			out = append(out, words+"（"+paper.Stamp(due, c.Now)+" 前）")
		}
	}
	if len(out) == 0 {
		return "没有到期的检查。"
	}
	return strings.Join(out, "　")
}

// Slip draws the check as the supervisor makes it.
func (l *CheckLine) Slip(_ Record, c Context) paper.Sheet {
	s := slip(nil)
	s.Body = []paper.Row{slipRow("检查", paper.Choice(&l.Kind, Daily, Weekly).Must())}
	if c.Sight != nil && (l.To != c.Sight.Head() || l.Of != l.Kind) {
		l.look(c)
	}
	s.Body = append(s.Body,
		slipRow("范围", paper.Word(l.span())),
		slipRow("变化", paper.Word(l.words())),
		slipRow("签阅意见", paper.Long(&l.Opinion).Must().Tall(2)),
	)
	s.Body = append(s.Body, l.rows()...)
	return discreet(s)
}

// span says what is covered.
func (l *CheckLine) span() string {
	from := "台账开始"
	if !l.Since.IsZero() {
		from = "上次签阅（" + paper.Stamp(l.Since, l.Until) + "）"
	}
	return fmt.Sprintf("从%s到 %s，台账第 %d 行到第 %d 行", from, paper.Stamp(l.Until, time.Time{}), l.From+1, l.To)
}

// rows are what was written, changed or gone late.
func (l *CheckLine) rows() []paper.Row {
	line := func(cells ...paper.Cell) paper.Row {
		row := paper.Row{Min: 6.4}
		for i, wide := range []float64{22, 18, 24, 0, 26, 42} {
			cells[i].Width = wide
			row.Cells = append(row.Cells, cells[i])
		}
		return row
	}
	head := line(paper.Label("编号"), paper.Label("类别"), paper.Label("房号"), paper.Label("内容"), paper.Label("状态"), paper.Label("登记与变化"))
	head.Keep = true
	out := []paper.Row{head}
	for _, r := range l.Rows {
		state := paper.Word(r.State).Mid()
		if !r.Late.IsZero() {
			state = paper.Words(paper.Run{Text: r.State + " 超时", Red: true}).Mid()
		}
		out = append(out, line(paper.Word(r.Ref).Mid(), paper.Word(r.Kind).Mid(), paper.Word(r.Room).Mid(), paper.Word(r.Subject), state, paper.Word(r.Done)))
	}
	return out
}

// checkPage draws a check.
func checkPage(h PageHead, entries []Entry) paper.Sheet {
	k := &Check{}
	if len(entries) > 0 {
		k = entries[0].(*Check)
	}
	s := handoverSheet()
	s.Points = 9.5
	s.Head = []paper.Row{h.title("", checkTitle, 64, 68)}
	s.Again = []paper.Row{h.title("", checkTitle+"（续页）", 64, 68)}
	s.Tail = h.tail(64, 68)
	s.Body = []paper.Row{
		{Min: 7.5, Cells: []paper.Cell{paper.Word("检查：" + string(k.Kind)).Plain(), paper.Word("编号：" + k.Ref.String()).Strong().Right().Plain().Wide(68)}},
		{Min: 7.5, Cells: []paper.Cell{paper.Label("范围").Wide(22), paper.Word(k.span())}},
		{Min: 7.5, Cells: []paper.Cell{paper.Label("变化").Wide(22), paper.Word(k.words())}},
	}
	s.Body = append(s.Body, k.CheckLine.rows()...)
	sign := paper.Sign(&k.By.Name).Wide(42)
	sign.Blank.ReadOnly = true
	s.Body = append(s.Body,
		paper.Row{Min: 13, Keep: true, Cells: []paper.Cell{paper.Label("签阅意见").Wide(22), paper.Word(k.Opinion)}},
		paper.Row{Min: 9, Cells: []paper.Cell{paper.Label("主管签名").Wide(22), sign, paper.Word(paper.Stamp(k.Written, time.Time{})).Mid()}},
	)
	return s
}
