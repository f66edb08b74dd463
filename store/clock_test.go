package store

import (
	"context"
	"errors"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
)

// A line that was written with the clock ten years ahead stops nothing for long: a
// manager leads back, the rows stay, numbers go on, and the file verifies, here and by
// the page that says how.
func TestTheWayBackFromATimeToCome(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s, people, _ := anOffice(t, c)
	li, qian := people["李敏"], people["钱伟"]
	say := func(text string) (forms.Act, error) {
		return s.Append(ctx, Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: line(c.Now(), text), By: li})
	}
	real, err := say("第一件")
	if err != nil {
		t.Fatal(err)
	}
	now := c.Now().Add(time.Hour)
	c.Set(now.AddDate(10, 0, 0))
	ahead, err := say("电脑时间快了十年")
	if err != nil {
		t.Fatal(err)
	}
	for range 3 { // wrong PINs of that time must lock nobody out for ten years
		_, err = s.SignIn(ctx, qian.ID, "0000")
		if err == nil {
			t.Fatal("a wrong PIN was taken")
		}
	}
	c.Set(now)
	_, err = say("时间改回来了")
	refused(t, err, "请经理用菜单“台账 → 校正台账时间…”")
	refused(t, s.MendClock(ctx, li, "主板电池没电"), "经理")
	refused(t, s.MendClock(ctx, people["赵刚"], "主板电池没电"), "经理")
	refused(t, s.MendClock(ctx, qian, " "), "校正原因")
	if err := s.MayMend(ctx); err != nil {
		t.Error(err)
	}
	_, err = s.SignIn(ctx, qian.ID, "4444")
	refused(t, err, "秒钟再试")
	s.foreseen[qian.ID] = time.Now().Add(-time.Minute)
	by, err := s.SignIn(ctx, qian.ID, "4444")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.MendClock(ctx, by, "主板电池没电，2036-0001 作废重登"); err != nil {
		t.Fatal(err)
	}
	refused(t, s.MayMend(ctx), "不用校正")
	again, err := say("照常登记")
	if err != nil || again.Ref.String() != "2026-0002" || again.Page != real.Page || again.Line != 2 {
		t.Fatalf("%+v %v", again, err)
	}
	if _, err := s.Append(ctx, Writing{Ref: ahead.Ref, Verb: duty.Progress, Deed: &duty.Following{Text: "照常跟进"}, By: li}); err != nil {
		t.Error(err)
	}
	report, err := Verify(ctx, s.Path(), nil)
	if err != nil || !report.Sound || len(report.LedBack) != 1 || report.LedBack[0].Ahead != ahead.Seq || !strings.Contains(report.String(), "由经理校正") {
		t.Errorf("%s %+v %v", report, report, err)
	}
	path := s.Path()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 { // by its pages, and after a rebuild
		report, err := Verify(ctx, path, nil)
		if err != nil || !report.Sound || len(report.LedBack) != 1 {
			t.Errorf("%s %v", report, err)
		}
		out, err := exec.Command("python3", filepath.Join("testdata", "verify.py"), path).CombinedOutput()
		if err != nil || !strings.HasPrefix(string(out), "sound ") {
			t.Errorf("by LEDGER.md alone: %s %v", out, err)
		}
		s = openAt(t, path, options(c))
		if err := s.Rebuild(ctx); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// The guard lets nothing else back: not by a day or less, not for another book, verb or
// role; and a ledger of before that step has no such row.
func TestNothingElseLeadsBack(t *testing.T) {
	c := newClock()
	s, people, _ := anOffice(t, c)
	ctx := context.Background()
	c.add(25 * time.Hour)
	open(t, s, people["李敏"], line(c.Now(), "漏水"))
	c.add(-time.Hour)
	refused(t, s.MendClock(ctx, people["钱伟"], "没有必要"), "不用校正")
	_, err := s.Append(ctx, Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: line(c.Now(), "漏水"), By: people["李敏"]})
	refused(t, err, "还早")
	path := s.Path()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	row := func(back int, book, verb, role string) string {
		out, err := exec.Command("sqlite3", path, strings.NewReplacer("AGO", strconv.Itoa(back), "BOOK", book, "VERB", verb, "ROLE", role).Replace(
			`BEGIN; INSERT INTO ledger SELECT seq + 1, at - AGO, 'BOOK', year, 0, 0, 0, 'VERB', edition, by_id, by_name, 'ROLE', words_hash, hash, randomblob(32) FROM ledger ORDER BY seq DESC LIMIT 1; ROLLBACK;`)).CombinedOutput()
		if err == nil {
			return ""
		}
		return string(out)
	}
	const day = 86400000
	if said := row(day+1, "office", "clock", "经理"); said != "" {
		t.Errorf("the way back is closed: %s", said)
	}
	for _, x := range []struct {
		back             int
		book, verb, role string
	}{{day, "office", "clock", "经理"}, {1, "office", "clock", "经理"}, {day + 1, "duty", "clock", "经理"}, {day + 1, "office", "settings", "经理"}, {day + 1, "office", "clock", "主管"}} {
		if said := row(x.back, x.book, x.verb, x.role); !strings.Contains(said, "比上一行还早") {
			t.Errorf("%+v: %q", x, said)
		}
	}
}

// More than a day after the last row somebody has to say that the clock is right,
// before anything is written, a wrong PIN included. What was said holds for a day.
func TestAClockFarAheadIsAskedAbout(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s, people, _ := anOffice(t, c)
	s.opts.AskAhead = true
	li := people["李敏"]
	say := func() error {
		_, err := s.Append(ctx, Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: line(c.Now(), "漏水"), By: li})
		return err
	}
	c.add(24 * time.Hour)
	if err := say(); err != nil {
		t.Fatalf("a day later: %v", err)
	}
	c.add(24*time.Hour + time.Minute)
	rows, _, err := s.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var asked *ClockError
	if err := say(); !errors.As(err, &asked) || !asked.Ahead() {
		t.Fatalf("not asked: %v", err)
	}
	refused(t, say(), "晚了 1 天")
	for _, pin := range []string{"0000", "1111"} {
		if _, err := s.SignIn(ctx, li.ID, pin); !errors.As(err, &asked) {
			t.Errorf("a PIN was looked at: %v", err)
		}
	}
	if now, _, _ := s.Head(ctx); now != rows {
		t.Errorf("%d rows were written before anybody answered", now-rows)
	}
	s.ClockIsRight()
	if _, err := s.SignIn(ctx, li.ID, "1111"); err != nil {
		t.Error(err)
	}
	c.add(23 * time.Hour)
	if err := say(); err != nil {
		t.Error(err)
	}
	c.add(300 * 24 * time.Hour)
	if err := say(); !errors.As(err, &asked) {
		t.Errorf("what was said once holds for good: %v", err)
	}
}
