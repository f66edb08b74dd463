package ui

import (
	"context"
	"path/filepath"
	"time"

	"frontdesk/forms"
	"frontdesk/store"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// keeper looks after the copies of the ledger: one a day in the office's folder
// and one in the second place while that is there. It looks once a minute, off
// the window's goroutine.
type keeper struct {
	d    *desk
	told func() // what is due may have changed

	minute  time.Time
	running bool
	tried   map[string]string // by folder: the day for which a copy was made or failed

	roots  []string // sticks that were plugged in last
	second store.Second
	there  string // where the second place is; empty: not there
	last   time.Time
	away   time.Time         // when the last copy was made there
	faults map[string]string // by folder: why the last copy failed

	foot    *fyne.Container // the offer of a stick
	offered string          // that stick; empty: none

	bar *fyne.Container // where it stands: at the foot of the window, beside what is said there
}

func newKeeper(d *desk, told func()) *keeper {
	k := &keeper{d: d, told: told, tried: map[string]string{}, faults: map[string]string{}, foot: container.NewHBox()}
	k.bar = container.NewBorder(nil, nil, nil, k.foot, d.status)
	return k
}

// plugged lists the sticks that are plugged in.
func (d *desk) plugged() []string {
	if d.sticks == nil {
		return nil
	}
	return d.sticks()
}

// dirs are the folders where copies lie, as far as they are there.
func (k *keeper) dirs() []string {
	out := []string{k.d.folder.Backups()}
	if k.there != "" {
		out = append(out, k.there)
	}
	return out
}

// placesNow are the folders that a copy is put into, looked for now; off the
// window's goroutine.
func (k *keeper) placesNow() []string {
	out := []string{k.d.folder.Backups()}
	if k.d.store.Office().Demo {
		return out
	}
	if at := k.d.folder.Second().At(k.d.plugged()); at != "" {
		out = append(out, at)
	}
	return out
}

// round is what one look has found and done.
type round struct {
	roots  []string
	second store.Second
	there  string
	last   time.Time
	away   time.Time
	made   map[string]error // by folder in which a copy was due: what became of it
}

// pass is called as the clock goes on.
func (k *keeper) pass() {
	now := k.d.store.Now().Truncate(time.Minute)
	if k.running || now.Equal(k.minute) {
		return
	}
	k.minute = now
	k.runDue(nil)
}

// runDue makes the copies that are due, and finds out how they stand.
func (k *keeper) runDue(then func()) {
	k.running = true
	day := k.minute.Format(time.DateOnly)
	tried := map[string]bool{}
	for dir, d := range k.tried {
		tried[dir] = d == day
	}
	if !tried[k.d.folder.Backups()] {
		k.d.copied = nil // one is about to be made
	}
	var r round
	k.d.async(func() { r = k.round(tried) }, func() {
		k.running = false
		k.record(r, day)
		if then != nil {
			then()
		}
	})
}

// round works off the window's goroutine.
func (k *keeper) round(tried map[string]bool) round {
	r := round{made: map[string]error{}}
	r.roots = k.d.plugged()
	dirs := []string{k.d.folder.Backups()}
	if !k.d.store.Office().Demo {
		r.second = k.d.folder.Second()
		if r.there = r.second.At(r.roots); r.there != "" {
			dirs = append(dirs, r.there)
		}
	}
	for _, dir := range dirs {
		if tried[dir] {
			continue
		}
		_, err := k.d.store.BackupDaily(context.Background(), dir)
		r.made[dir] = err
	}
	r.last, _ = store.LastCopy(k.d.store.Now(), k.d.store.Path(), dirs...) // a folder that cannot be read was said by BackupDaily
	r.away, _ = store.LastCopy(k.d.store.Now(), k.d.store.Path(), dirs[1:]...)
	return r
}

// record takes in what a round has found, and says what is new of it.
func (k *keeper) record(r round, day string) {
	k.roots, k.second, k.there, k.last, k.away = r.roots, r.second, r.there, r.last, r.away
	for dir, err := range r.made {
		k.tried[dir] = day
		delete(k.faults, dir)
		switch {
		case err != nil:
			k.faults[dir] = sentence(err)
			k.d.say(lang.L("Today's backup failed: ") + sentence(err))
		case dir == r.there:
			k.d.say(lang.L("Today's backup is in the second place, too: ") + dir)
		}
	}
	if k.d.copied == nil || !k.d.copied.Last.Equal(r.last) {
		k.d.copied = &forms.Copied{Last: r.last}
		k.told()
	}
	k.offer()
}

// offer puts a button at the foot of the window for a stick that could be the
// second place.
func (k *keeper) offer() {
	root := ""
	if !k.d.store.Office().Demo {
		root = k.d.folder.Offer(k.second, k.roots)
	}
	if root == k.offered {
		return
	}
	k.offered = root
	defer k.bar.Refresh()
	if root == "" {
		refill(k.foot)
		return
	}
	yes := newKeyButton(lang.L("Stick {{.Name}}: copy the book to it each day, too…", map[string]any{"Name": stickName(root)}), func() { k.askFor(root) })
	yes.Importance = widget.WarningImportance
	no := newKeyButton(lang.L("Not on this one"), func() { k.decline(root) })
	refill(k.foot, yes, no)
}

// stickName is a stick as it is called: KINGSTON, or E:.
func stickName(root string) string {
	if name := filepath.Base(root); name != string(filepath.Separator) && name != "." {
		return name
	}
	return root
}

func (k *keeper) decline(root string) {
	k.second.Declined = append(k.second.Declined, root)
	if err := k.d.folder.KeepSecond(k.second); err != nil {
		k.d.fail(err)
	}
	k.offer()
}

// askFor says what a second place means, and makes a stick it.
func (k *keeper) askFor(root string) {
	k.d.ask(lang.L("Second place for backups"), lang.L("On {{.Where}} a folder of this office's own is made, and while the stick is plugged in the book is copied there each day. The copies are not encrypted: keep the stick locked up.", map[string]any{"Where": root}), lang.L("Copy there (Enter)"), func() { k.useSecondPlace(root, nil) })
}

// useSecondPlace makes a folder the second place, and copies there at once.
func (k *keeper) useSecondPlace(chosen string, then func()) {
	var err error
	k.d.async(func() {
		_, err = k.d.folder.ChooseSecond(chosen, k.d.store.Office().Name, k.d.plugged())
	}, func() {
		if err != nil {
			k.d.fail(err)
			return
		}
		k.tried = map[string]string{k.d.folder.Backups(): k.tried[k.d.folder.Backups()]}
		k.runDue(then)
	})
}
