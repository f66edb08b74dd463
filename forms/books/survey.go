package books

import (
	"slices"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/complaint"
	"frontdesk/forms/duty"
	"frontdesk/forms/handover"
	"frontdesk/forms/release"
	"frontdesk/forms/visit"
)

// Survey is what an office did in a period and what it had left when that was
// over: the numbers of 部门日呈报表 (S0/6 三(二)) and of the month's summary.
type Survey struct {
	From, To  time.Time // To is not included
	End       time.Time // what is late is late at this moment: To, or now where that is to come
	Kinds     []KindCount
	Calls     CallCount
	Visits    VisitCount
	Slips     SlipCount
	Grave     []SurveyRow // urgent matters and major complaints, those left over too
	Late      []SurveyRow // finished late, or late and not finished
	Handovers []*handover.Record
	Days      []DayCount
	Opened    int // 《住户投诉记录表》 begun
	Closed    int // and closed
}

// KindCount is what became of the matters of a kind.
type KindCount struct {
	Kind     forms.Kind
	In       int // written down in the period; of these
	Urgent   int
	Settled  int // are settled
	ToCall   int // are finished, and not yet phoned back or settled
	Open     int // are not finished
	Finished int // in the period, whenever they were written down; of these
	InTime   int // with a time limit, within it
	Limited  int // with a time limit
	Left     int // open at the end, whenever they were written down
	Late     int // of which their time has passed

	answered, answering int           // dispatched, and how long that took, minutes
	done                time.Duration // how long the finished ones took
}

// Response is how long it took on average to send a matter on, minutes; -1
// where none was sent.
func (k KindCount) Response() int {
	if k.answered == 0 {
		return -1
	}
	return k.answering / k.answered
}

// Completion is how long it took on average to finish a matter; -1 where none
// was finished.
func (k KindCount) Completion() time.Duration {
	if k.Finished == 0 {
		return -1
	}
	return k.done / time.Duration(k.Finished)
}

// CallCount is how the phone calls after a matter went.
type CallCount struct{ Made, Pleased, Displeased, NotReached int }

// VisitCount is how the visits went.
type VisitCount struct{ Made, Pleased, Content, Displeased, Passed, Failed, Lacking, Left, Late int }

// SlipCount is what became of permits and red slips.
type SlipCount struct{ Issued, Used, Differ, Back, Void, Lost, Found, Out, Late int }

// SurveyRow is a matter in one of the lists.
type SurveyRow struct {
	Ref      forms.Ref
	Kind     forms.Kind
	Room     string
	What     string
	State    string
	Promised time.Time
	Finished time.Time
	Why      string // 超时原因
}

// DayCount is how much a day brought.
type DayCount struct {
	Day          time.Time
	In, Finished int
}

// survey counts what the books say of the days from one to another, both
// included. Confidential matters are counted, and not named.
func survey(sight forms.Sight, from, to, now time.Time) Survey {
	s := Survey{From: forms.StartOfDay(from), To: forms.StartOfDay(to).AddDate(0, 0, 1)}
	if s.End = s.To; now.Before(s.End) {
		s.End = now
	}
	rules := forms.DefaultRules()
	for _, k := range rules.Kinds {
		s.Kinds = append(s.Kinds, KindCount{Kind: k.Kind})
	}
	for d := s.From; d.Before(s.To); d = d.AddDate(0, 0, 1) {
		s.Days = append(s.Days, DayCount{Day: d})
	}
	if sight == nil {
		return s
	}
	for _, e := range s.all(sight, forms.DutyKey) {
		s.matter(e.(*duty.Record))
	}
	for _, e := range s.all(sight, forms.VisitKey) {
		s.visit(e.(*visit.Record))
	}
	for _, e := range s.all(sight, forms.ReleaseKey) {
		s.slip(e.(*release.Record))
	}
	for _, e := range s.all(sight, handover.Key) {
		if h := e.(*handover.Record); s.within(h.To) && h.State != forms.Annulled {
			s.Handovers = append(s.Handovers, h)
		}
	}
	for _, e := range s.all(sight, complaint.Key) {
		c := e.(*complaint.Record)
		add(&s.Opened, c.State != forms.Annulled && s.within(c.Written))
		add(&s.Closed, c.State == complaint.Closed && s.within(c.SettledAt))
	}
	slices.SortStableFunc(s.Handovers, func(a, b *handover.Record) int { return a.To.Compare(b.To) })
	return s
}

// all are the entries that something was done to in the period, and those that
// were open when it was over.
func (s *Survey) all(sight forms.Sight, book string) []forms.Entry {
	out := sight.Touched(book, s.From, s.To)
	known := map[forms.Ref]bool{}
	for _, e := range out {
		known[e.Number()] = true
	}
	for _, e := range sight.Unfinished(book) {
		if !known[e.Number()] {
			out = append(out, e)
		}
	}
	return out
}

// within tells whether a moment lies in the period.
func (s *Survey) within(t time.Time) bool { return !t.Before(s.From) && t.Before(s.To) }

func add(n *int, is bool) {
	if is {
		*n++
	}
}

// of is the count of a kind.
func (s *Survey) of(k forms.Kind) *KindCount {
	for i := range s.Kinds {
		if s.Kinds[i].Kind == k {
			return &s.Kinds[i]
		}
	}
	return &s.Kinds[len(s.Kinds)-1] // 其他
}

// matter counts a line of the duty log.
func (s *Survey) matter(d *duty.Record) {
	if d.State == forms.Annulled {
		return
	}
	k, taken, open := s.of(d.Kind), s.within(d.Written), d.Working()
	if taken {
		k.take(d)
		s.day(d.Written, func(c *DayCount) { c.In++ })
	}
	late := open && d.Overdue(s.End)
	if !open && s.within(d.Finished) {
		late = !d.Promised.IsZero() && d.Finished.After(d.Promised)
		k.finish(d, late)
		s.day(d.Finished, func(c *DayCount) { c.Finished++ })
	}
	add(&k.Left, open)
	add(&k.Late, open && late)
	if late {
		s.Late = append(s.Late, surveyRow(d))
	}
	if (d.Urgent || d.Help || d.Major) && (taken || open) {
		s.Grave = append(s.Grave, surveyRow(d))
	}
	if s.within(d.CalledAt) {
		s.call(d)
	}
}

// take counts a matter that was written down in the period.
func (k *KindCount) take(d *duty.Record) {
	k.In++
	add(&k.Urgent, d.Urgent || d.Help)
	add(&k.Settled, d.State == duty.Settled)
	add(&k.ToCall, d.State != duty.Settled && !d.Working())
	add(&k.Open, d.Working())
	if !d.Dispatched.IsZero() {
		k.answered++
		k.answering += int(d.Dispatched.Sub(d.Written).Minutes())
	}
}

// finish counts a matter that was finished in the period.
func (k *KindCount) finish(d *duty.Record, late bool) {
	k.Finished++
	k.done += max(d.Finished.Sub(d.Happened), 0)
	add(&k.Limited, !d.Promised.IsZero())
	add(&k.InTime, !d.Promised.IsZero() && !late)
}

func (s *Survey) call(d *duty.Record) {
	s.Calls.Made++
	add(&s.Calls.Pleased, d.Called == string(forms.Pleased))
	add(&s.Calls.Displeased, d.Called == string(forms.Displeased))
	add(&s.Calls.NotReached, d.Called == string(forms.NotReached))
}

func (s *Survey) day(t time.Time, do func(*DayCount)) {
	for i := range s.Days {
		if forms.Day(s.Days[i].Day) == forms.Day(t) {
			do(&s.Days[i])
		}
	}
}

// surveyRow is a matter as the lists have it.
func surveyRow(d *duty.Record) SurveyRow {
	r := SurveyRow{Ref: d.Ref, Kind: d.Kind, Room: d.Room, What: strings.Join(strings.Fields(d.Text), " "), State: d.State, Promised: d.Promised, Finished: d.Finished, Why: d.Excuse}
	if d.Working() {
		r.Finished = time.Time{}
	}
	if d.Confidential {
		r.Room, r.What, r.Why = "", forms.Veiled, ""
	}
	return r
}

func (s *Survey) visit(v *visit.Record) {
	if v.State == forms.Annulled {
		return
	}
	c := &s.Visits
	if made := v.Made() && s.within(v.SeenAt); made {
		c.Made++
		add(&c.Pleased, v.Seen.Satisfied == forms.Pleased)
		add(&c.Content, v.Seen.Satisfied == forms.Content)
		add(&c.Displeased, v.Seen.Satisfied == forms.Displeased)
		add(&c.Passed, v.State == visit.Passed)
		add(&c.Failed, v.Failed())
	}
	waiting := v.State == visit.ToHandOut || v.State == visit.ToSee
	add(&c.Lacking, v.State == visit.Lacking)
	add(&c.Left, waiting)
	add(&c.Late, waiting && v.To.Before(s.End))
}

func (s *Survey) slip(r *release.Record) {
	c := &s.Slips
	add(&c.Issued, r.WasIssued() && s.within(r.Issued))
	add(&c.Used, r.WasUsed() && s.within(r.Passed.At))
	add(&c.Differ, r.Passed.Result != "" && !r.WasUsed() && s.within(r.Passed.At))
	add(&c.Back, s.within(r.Returned) && r.LostAt.IsZero())
	add(&c.Void, s.within(r.VoidedAt))
	add(&c.Lost, s.within(r.LostAt))
	add(&c.Found, s.within(r.Returned) && !r.LostAt.IsZero())
	add(&c.Out, r.IsOut())
	add(&c.Late, r.Overdue(s.End))
}

// total is all kinds together.
func (s *Survey) total() KindCount {
	t := KindCount{Kind: "合计"}
	for _, k := range s.Kinds {
		t.In += k.In
		t.Urgent += k.Urgent
		t.Settled += k.Settled
		t.ToCall += k.ToCall
		t.Open += k.Open
		t.Finished += k.Finished
		t.InTime += k.InTime
		t.Limited += k.Limited
		t.Left += k.Left
		t.Late += k.Late
		t.answered += k.answered
		t.answering += k.answering
		t.done += k.done
	}
	return t
}
