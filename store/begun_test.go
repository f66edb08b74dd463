package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"frontdesk/forms"
)

// begun founds an office but for its envelope.
func begun(t *testing.T, f Folder, c *clock) *Begun {
	t.Helper()
	b, err := Begin(context.Background(), f, founding(false), options(c))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// goesOn goes on with a set-up that was broken off.
func goesOn(t *testing.T, f Folder, c *clock) *Begun {
	t.Helper()
	b, err := GoOn(f, options(c))
	if err != nil || b == nil {
		t.Fatalf("nothing to go on with: %v %v", b, err)
	}
	return b
}

func TestNoLedgerStandsBeforeItsCodeIsConfirmed(t *testing.T) {
	f, c := Folder(t.TempDir()), newClock()
	b := begun(t, f, c)
	if f.Has() || !f.Begun() || len(b.Code) != 23 {
		t.Errorf("ledger %v, begun %v, code %q", f.Has(), f.Begun(), b.Code)
	}
	s, err := b.Finish()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.TryCode(context.Background(), byName(s)["钱伟"].ID, b.Code, "8888"); err != nil {
		t.Errorf("the code that was confirmed is not the one that holds: %v", err)
	}
	shut(t, s)
	if !f.Has() || f.Begun() {
		t.Errorf("ledger %v, begun %v", f.Has(), f.Begun())
	}
	isSound(t, f.Ledger(), 5)
	if b, err := GoOn(f, options(c)); b != nil || err != nil {
		t.Errorf("an office that stands is asked again: %v %v", b, err)
	}
}

// However a set-up is broken off, the next start goes on with it: people and PINs
// are those that were typed, and the code is a fresh one, for a manager's PIN.
func TestASetUpThatWasBrokenOffGoesOn(t *testing.T) {
	ctx, c := context.Background(), newClock()
	for name, breakOff := range map[string]func(*Begun) error{
		"closed": func(b *Begun) error { return b.Store.Close() },
		"killed": func(b *Begun) error { // nothing is closed: its files are those of a moment
			return errors.Join(asKilled(b, ".db.new"), asKilled(b, ".db.new-wal"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := Folder(t.TempDir())
			b := begun(t, f, c)
			lost := b.Code
			if err := breakOff(b); err != nil {
				t.Fatal(err)
			}
			if name == "killed" {
				t.Cleanup(func() { shut(t, b.Store) })
				f = Folder(filepath.Join(string(f), "copy"))
			}
			b = goesOn(t, f, c)
			if b.Code != "" || b.Store.Office().Name != founding(false).Settings.Name {
				t.Errorf("code %q of %q", b.Code, b.Store.Office().Name)
			}
			people := byName(b.Store)
			refused(t, b.Renew(ctx, people["赵刚"]), "要由经理签名")
			by, err := b.Store.SignIn(ctx, people["钱伟"].ID, "4444")
			if err != nil {
				t.Fatal(err)
			}
			if err := b.Renew(ctx, by); err != nil || b.Code == "" || b.Code == lost {
				t.Fatalf("%q %v", b.Code, err)
			}
			s, err := b.Finish()
			if err != nil {
				t.Fatal(err)
			}
			refused(t, s.TryCode(ctx, by.ID, lost, "8888"), "恢复码不对")
			if err := s.TryCode(ctx, by.ID, b.Code, "8888"); err != nil {
				t.Error(err)
			}
			shut(t, s)
			isSound(t, f.Ledger(), 7) // setting up, two codes, three people, a wrong code
		})
	}
}

// asKilled copies a file of a set-up that goes on, as it would be found after a kill.
func asKilled(b *Begun, ending string) error {
	from := strings.TrimSuffix(b.Store.Path(), ".db.new") + ending
	to := filepath.Join(filepath.Dir(from), "copy", filepath.Base(from))
	words, err := os.ReadFile(from)
	return errors.Join(err, os.MkdirAll(filepath.Dir(to), 0o755), os.WriteFile(to, words, 0o600))
}

// A file that something else reads is not given its name without its log: it is said,
// and tried again.
func TestFinishingWaitsForWhoeverReadsTheFile(t *testing.T) {
	f, c := Folder(t.TempDir()), newClock()
	b := begun(t, f, c)
	reader, err := openHandle(b.Store.Path(), reading)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = b.Finish(); err == nil || f.Has() {
		t.Fatal("the ledger was parted from its log")
	}
	refused(t, err, "再试一次")
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := b.Finish()
	if err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	isSound(t, f.Ledger(), 5)
}

// What was never an office is nothing to go on with, and in nobody's way.
func TestWhatIsNothingToGoOnWith(t *testing.T) {
	c := newClock()
	for name, words := range map[string]string{"empty": "", "broken": "no ledger", "cut off": "SQLite format 3\x00"} {
		t.Run(name, func(t *testing.T) {
			f := Folder(t.TempDir())
			if err := os.WriteFile(f.Ledger()+halfMade, []byte(words), 0o600); err != nil {
				t.Fatal(err)
			}
			if b, err := GoOn(f, options(c)); b != nil || err != nil {
				t.Errorf("%v %v", b, err)
			}
			s, err := begun(t, f, c).Finish()
			if err != nil {
				t.Fatal(err)
			}
			shut(t, s)
		})
	}
	if b, err := GoOn(Folder(t.TempDir()), options(c)); b != nil || err != nil {
		t.Errorf("%v %v", b, err)
	}
}

// A second start does not take the set-up from under the first one's hands; one that
// nobody goes on with gives way to the next.
func TestTwoSetUpsInOneFolder(t *testing.T) {
	f, c := Folder(t.TempDir()), newClock()
	b := begun(t, f, c)
	if _, err := GoOn(f, options(c)); !errors.Is(err, ErrInUse) {
		t.Errorf("gone on with twice: %v", err)
	}
	if _, err := Begin(context.Background(), f, founding(false), options(c)); !errors.Is(err, ErrInUse) {
		t.Errorf("begun twice: %v", err)
	}
	shut(t, b.Store)
	again := founding(false)
	again.Settings.Name = "碧水湾物业服务中心"
	b, err := Begin(context.Background(), f, again, options(c))
	if err != nil {
		t.Fatal(err)
	}
	s, err := b.Finish()
	if err != nil {
		t.Fatal(err)
	}
	defer shut(t, s)
	if got := s.Office().Name; got != again.Settings.Name {
		t.Errorf("it is the office of %s", got)
	}
}

// One gate for all books: what is like a PIN never gets into the ledger.
func TestTheLedgerTakesNoPINAsARemark(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s, people, _ := anOffice(t, c)
	_, err := s.Append(ctx, Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: line(c.Now(), "3333"), By: people["李敏"]})
	refused(t, err, "像是 PIN")
	refused(t, s.Deactivate(ctx, people["赵刚"], people["李敏"].ID, "3333"), "像是 PIN")
}

// A restore puts a ledger into the place while the code is being written down: the
// set-up waits for it, and takes its place from nobody.
func TestFinishingWaitsForARestore(t *testing.T) {
	f, c := Folder(t.TempDir()), newClock()
	b := begun(t, f, c)
	lock, err := lockOffice(f.Ledger()) // as a restore holds it
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Finish(); !errors.Is(err, ErrInUse) || f.Has() {
		t.Fatalf("it is finished over a restore: %v", err)
	}
	if err := lock.release(); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(context.Background(), aShortLedger(t), f.Ledger(), c.Now(), nil); err != nil {
		t.Fatal(err)
	}
	_, err = b.Finish()
	refused(t, err, "已经有台账")
	isSound(t, f.Ledger(), 7)
}
