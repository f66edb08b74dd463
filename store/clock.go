package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"frontdesk/forms"
)

// apart is how far the clock of the PC may be from the last row before that is a
// matter of its own: further ahead it is asked about, further behind a manager may
// lead back.
const apart = 24 * time.Hour

// ClockError refuses to write, since the clock of the PC does not fit the ledger's last
// row. It is a forms.Refusal, too.
type ClockError struct {
	Now, Last time.Time
}

// Ahead tells whether the clock is far ahead of the last row, which may be right after
// days off; else it is behind it.
func (e *ClockError) Ahead() bool { return e.Now.After(e.Last) }

func (e *ClockError) Error() string {
	now, last := e.Now.Format("2006-01-02 15:04"), e.Last.Format("2006-01-02 15:04")
	switch {
	case e.Ahead():
		return fmt.Sprintf("电脑时间是 %s，比上一条记录（%s）晚了 %d 天。请先看日期和时间对不对：不对，请校准电脑；对，请锁定以后重新上岗，确认时间，再保存；写的内容还在。", now, last, int(e.Now.Sub(e.Last)/apart))
	case e.Last.Sub(e.Now) > apart:
		return fmt.Sprintf("电脑时间（%s）比上一条记录（%s）还早，不能登记。请先校准电脑的日期和时间，再保存；如果错的是上一条记录的时间，请经理用菜单“台账 → 校正台账时间…”。写的内容还在。", now, last)
	}
	return fmt.Sprintf("电脑时间（%s）比上一条记录（%s）还早，不能登记。请先校准电脑的日期和时间，再保存；写的内容还在。", now, last)
}

// As lets the sentence be shown like every other.
func (e *ClockError) As(target any) bool {
	r, is := target.(*forms.Refusal)
	if is {
		*r = forms.Refusal(e.Error())
	}
	return is
}

// timely refuses to write at a time that does not fit the last row.
func (t *tx) timely(w Writing) error {
	last := time.UnixMilli(t.head.at).In(forms.Beijing)
	wrong := &ClockError{t.now, last}
	switch {
	case t.head.seq == 0:
		return nil
	case w.Ref.Book == officeBook && w.Verb == forms.Mend:
		if last.Sub(t.now) <= apart {
			return forms.Refusal("台账的时间没有比电脑时间超前一天以上，不用校正。")
		}
		return nil
	case t.now.Before(last):
		return wrong
	case t.s.tooFar(t.now, last):
		return wrong
	}
	return nil
}

// tooFar tells whether a time is so far after the last row that somebody has to say
// that it is right. What was said holds as if a row had been written then.
func (s *Store) tooFar(now, last time.Time) bool {
	if !s.opts.AskAhead || s.Office().Demo {
		return false
	}
	if sure := time.UnixMilli(s.sure.Load()); sure.After(last) && !sure.After(now) {
		last = sure
	}
	return now.Sub(last) > apart
}

// ClockIsRight takes somebody's word that the clock of the PC is right though it is
// more than a day after the ledger's last row.
func (s *Store) ClockIsRight() { s.sure.Store(s.Now().UnixMilli()) }

// soon gives the ClockError with which everything would be refused that is written
// now, since nobody has said that the clock is right; nil for none.
func (s *Store) soon() error {
	if !s.opts.AskAhead || s.pen == nil {
		return nil
	}
	s.mu.Lock()
	last, rows := time.UnixMilli(s.pen.head.at).In(forms.Beijing), s.pen.head.seq
	s.mu.Unlock()
	if now := s.Now(); rows > 0 && s.tooFar(now, last) {
		return &ClockError{now, last}
	}
	return nil
}

// MayMend tells whether the time of the ledger can be put right: its last row is more
// than a day ahead of the clock. It returns a Refusal else.
func (s *Store) MayMend(ctx context.Context) error {
	return s.transact(ctx, func(t *tx) error {
		return t.timely(Writing{Ref: forms.Ref{Book: officeBook}, Verb: forms.Mend})
	})
}

// MendClock leads back from rows that were written while the clock of the PC was far
// ahead: signed by a manager, a row of its own, from which on time runs again. What was
// written ahead stays as it is.
func (s *Store) MendClock(ctx context.Context, by forms.Person, reason string) error {
	return s.transact(ctx, func(t *tx) error {
		d := &forms.Mending{Last: time.UnixMilli(t.head.at).In(forms.Beijing)}
		slip := d.Slip(nil, t.context(by))
		if err := slip.Blanks()[0].Set(reason); err != nil { // as every blank takes words
			return err
		}
		_, err := t.append(Writing{Ref: forms.Ref{Book: officeBook}, Verb: forms.Mend, Deed: d, By: by})
		return err
	})
}

// isBehind tells whether something was refused because the clock is before the last row.
func isBehind(err error) bool {
	var c *ClockError
	return errors.As(err, &c) && !c.Ahead()
}
