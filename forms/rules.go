package forms

import (
	"time"

	"frontdesk/forms/law"
)

// Kind is what a duty entry is about (类别).
type Kind string

// Kinds of duty entries, in the order of the procedures.
const (
	Patient    Kind = "急救病人" // S0/1 1
	Incident   Kind = "突发事件" // S0/1 1
	Spoken     Kind = "口头咨询" // S0/1 2(2)
	Written    Kind = "书面咨询" // S0/1 2(2)
	Paid       Kind = "有偿服务" // S2 2.7.1.4(7)
	Repair     Kind = "报修"   // S0/6 三
	Complaint  Kind = "投诉"   // S3 1.1(5)
	Suggestion Kind = "建议"   // S0/1 2
	Other      Kind = "其他"
)

// Limit says how the time limit of a kind is found.
type Limit string

// Limits. Every kind has one: a kind without a limit could never be late.
const (
	AtOnce   Limit = "立即"  // nothing to promise: it is acted on now
	Within   Limit = "限时"  // so many hours after it was written down
	Promised Limit = "约定时" // the time that was agreed with the customer
)

// KindRule is what follows from a kind of duty entry.
type KindRule struct {
	Kind     Kind    `json:"kind"`
	Clause   law.Key `json:"clause"`
	Help     bool    `json:"help,omitempty"` // 特别求助: urgent, with a checklist
	Limit    Limit   `json:"limit"`
	Hours    int     `json:"hours,omitempty"`    // of Within, calendar hours
	GoesTo   string  `json:"goesTo"`             // department it is sent to by default
	CallBack bool    `json:"callBack,omitempty"` // phoned back once finished
	Price    bool    `json:"price,omitempty"`    // price and items are told beforehand
}

// Rules is every number of the procedures that an office may set for itself.
type Rules struct {
	Kinds []KindRule `json:"kinds"`
	// LateEntry is how long after it happened a matter may be written down
	// before its line is marked 补记, minutes.
	LateEntry int `json:"lateEntry"`
	// ProgressCall is the interval at which the customer of a matter open for
	// long is told how it stands, days (S2 2.7.1.5(2)e).
	ProgressCall int `json:"progressCall"`
	// IdleLock is after how long without a key the window locks, minutes.
	IdleLock int `json:"idleLock"`
	// SlipBack is how long after its moving time a red slip may be out, hours
	// (S2 2.7.1.5(7)).
	SlipBack int `json:"slipBack"`
	// PermitDays is for how long a permit may be good at most, days (D 6, S2
	// 2.7.1.5(7)).
	PermitDays int `json:"permitDays,omitempty"`
	// FeesCleared asks for 费用结清 before a permit is issued; our procedures do
	// not.
	FeesCleared bool `json:"feesCleared,omitempty"`
	// Departments are those that matters are sent to.
	Departments []string `json:"departments"`
	// HelpSteps is the checklist of a 特别求助 (S0/1 1).
	HelpSteps []string `json:"helpSteps"`
	// Things are what is on the post and handed over with it (S0/6).
	Things []Stock `json:"things"`
	// Tidy is what is put in order before a shift is handed over (S0/6).
	Tidy []string `json:"tidy"`
	// Visits are when, how many and by whom are visited (S0/2 4.1).
	Visits []VisitRule `json:"visits"`
	// SwapByManager lets a swap be approved by the manager (S0/6 一5(4)), not
	// by the supervisor.
	SwapByManager bool `json:"swapByManager,omitempty"`
	// Keep is for how long the entries of each book are kept; a book that is not
	// in it keeps its own period.
	Keep []KeepRule `json:"keep,omitempty"`
	// HandoverOpens is how long before its end a shift may be handed over,
	// minutes (S0/6).
	HandoverOpens int `json:"handoverOpens"`
	// CopyDays and CopyMonths are how many daily backups stay: the newest of so
	// many days, and the last one of each of so many months.
	CopyDays   int `json:"copyDays,omitempty"`
	CopyMonths int `json:"copyMonths,omitempty"`
}

// DefaultRules are the rules as the procedures give them.
func DefaultRules() Rules {
	return Rules{
		Kinds: []KindRule{
			{Kind: Patient, Clause: "S0/1 1", Help: true, Limit: AtOnce, GoesTo: "中控室", CallBack: true},
			{Kind: Incident, Clause: "S0/1 1", Help: true, Limit: AtOnce, GoesTo: "秩序部", CallBack: true},
			// Answered to the face or ear of the one who asked: there is nothing to phone back.
			{Kind: Spoken, Clause: "S0/1 2(2)", Limit: Within, Hours: 2, GoesTo: "客服部"},
			{Kind: Written, Clause: "S0/1 2(2)", Limit: Promised, GoesTo: "客服部", CallBack: true},
			{Kind: Paid, Clause: "S2 2.7.1.4(7)", Limit: Promised, GoesTo: "工程部", CallBack: true, Price: true},
			{Kind: Repair, Clause: "S0/6 三", Limit: Promised, GoesTo: "工程部", CallBack: true},
			{Kind: Complaint, Clause: "S3 1.1(5)", Limit: Within, Hours: 24, GoesTo: "客服部", CallBack: true},
			{Kind: Suggestion, Clause: "S0/1 2", Limit: Promised, GoesTo: "客服部", CallBack: true},
			{Kind: Other, Clause: "S0/1 2", Limit: Promised, GoesTo: "客服部", CallBack: true},
		},
		LateEntry:    30,
		ProgressCall: 3,
		IdleLock:     5,
		SlipBack:     24,
		PermitDays:   3,
		Departments:  []string{"工程部", "秩序部", "环境部", "客服部", "中控室"},
		HelpSteps: []string{
			"问明地点与情况", "派最近人员赶到现场", "通知中控室和主任", "需要时拨打 120 / 110 / 119",
			"通知门岗引导救援", "通知家属", "陪同到场并跟进",
		},
		Things:        []Stock{{"对讲机", 2}, {"备用钥匙（串）", 1}, {"应急手电", 1}, {"借用雨伞", 6}},
		Tidy:          []string{"台面整洁", "文件归位", "地面清洁", "电源设备检查"},
		Visits:        DefaultVisits(),
		HandoverOpens: 15,
		CopyDays:      30,
		CopyMonths:    24,
	}
}

// filled gives the rules with those numbers set that an older book does not
// know yet.
func (r Rules) filled() Rules {
	if r.SlipBack == 0 {
		r.SlipBack = DefaultRules().SlipBack
	}
	if r.PermitDays == 0 {
		r.PermitDays = DefaultRules().PermitDays
	}
	if len(r.Visits) == 0 {
		r.Visits = DefaultVisits()
	}
	if r.HandoverOpens == 0 { // a book from before there were handovers
		d := DefaultRules()
		r.Things, r.Tidy, r.HandoverOpens = d.Things, d.Tidy, d.HandoverOpens
	}
	if r.CopyDays == 0 || r.CopyMonths == 0 {
		d := DefaultRules()
		r.CopyDays, r.CopyMonths = d.CopyDays, d.CopyMonths
	}
	return r
}

// Of gives the rule of a kind; a kind it does not know is treated as 其他.
func (r Rules) Of(k Kind) KindRule {
	var other KindRule
	for _, x := range r.Kinds {
		if x.Kind == k {
			return x
		}
		if x.Kind == Other {
			other = x
		}
	}
	return other
}

// Due is when a matter of this kind, written down at the given time, has to be
// done by the rule alone. It is zero where the time is a promise.
func (k KindRule) Due(written time.Time) time.Time {
	if k.Limit == Within {
		return written.Add(time.Duration(k.Hours) * time.Hour)
	}
	return time.Time{}
}

// CallBackDue is until when a matter finished at the given time has to be
// phoned back: the same working day (S0/3 4.5.1), or the end of the next one
// when it was finished on a day off.
func CallBackDue(c Calendar, finished time.Time) time.Time {
	if c.Workday(finished) {
		return EndOfDay(finished)
	}
	return EndOfDay(c.NextWorkday(finished))
}

// ShiftAt names the shift that is on duty at t, or "" when none is.
func (o *Office) ShiftAt(t time.Time) string {
	w, _ := o.WatchAt(t)
	return w.Shift
}

// IsLate tells whether what happened then is written down so late now that it stands in
// the books as 补记 (S3 3.1).
func (r *Rules) IsLate(happened, now time.Time) bool {
	return now.Sub(happened) > time.Duration(r.LateEntry)*time.Minute
}
