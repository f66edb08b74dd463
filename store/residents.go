package store

import (
	"context"
	_ "embed" // the table
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"frontdesk/forms"
	"frontdesk/forms/resident"
)

//go:embed schema/residents.sql
var residentsSQL string

// Residents are the people who are offered while a line is written. All of
// them are kept in memory, so that an offer takes no longer than a keystroke.
// There should be one Residents to a Store. Its methods may be called from any
// goroutine.
type Residents struct {
	s     *Store
	dir   atomic.Pointer[resident.Directory] // never nil
	mu    sync.Mutex                         // held for a change together with reading it back
	ready chan struct{}                      // closed once loaded
	err   error                              // of loading
}

// OpenResidents begins to read the residents on a goroutine of its own. Until
// they are there nobody is offered.
func OpenResidents(s *Store) *Residents {
	r := &Residents{s: s, ready: make(chan struct{})}
	r.dir.Store(resident.NewDirectory(nil, nil))
	r.mu.Lock()
	go func() {
		defer r.mu.Unlock()
		defer close(r.ready)
		r.err = r.reload(context.Background())
	}()
	return r
}

// Wait returns once the residents are loaded, with the error of loading them.
func (r *Residents) Wait(ctx context.Context) error {
	select {
	case <-r.ready:
		return r.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Lookup gives those that may be meant by what is typed — a room in any way of
// writing it, a part of a name, its initials, a part of a phone — at most limit
// of them, the likeliest first. It never touches the disk.
func (r *Residents) Lookup(typed string, limit int) []resident.Resident {
	return r.dir.Load().Lookup(typed, limit)
}

// All lists everybody, by room. The list is not to be changed.
func (r *Residents) All() []resident.Resident { return r.dir.Load().All() }

const residentQuery = `SELECT id, room, name, phones, quality, note FROM residents ORDER BY id`

func scanResident(row scanner) (x resident.Resident, err error) {
	var phones string
	if err := row.Scan(&x.ID, &x.Room, &x.Name, &phones, &x.As, &x.Note); err != nil {
		return x, plainly(err)
	}
	all := strings.Split(phones, "\n")
	x.Phone = all[0]
	if len(all) > 1 {
		x.Others = all[1:]
	}
	return x, nil
}

// reload reads everybody anew. A change of one in fifty thousand costs as much
// as of all of them, off the window's goroutine: there is one way, and the
// list is always what the file says.
func (r *Residents) reload(ctx context.Context) error {
	rows, err := r.s.read.QueryContext(ctx, residentQuery)
	all, err := collect(rows, err, scanResident)
	if err != nil {
		return err
	}
	r.dir.Store(resident.NewDirectory(all, r.dir.Load()))
	return nil
}

// change runs fn in one transaction, and reads back what it did.
func (r *Residents) change(ctx context.Context, fn func(t *tx) error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.s.transact(ctx, fn); err != nil {
		return err
	}
	if err := r.reload(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("saved, but not read back: %w", err)
	}
	return nil
}

func (t *tx) residents() ([]resident.Resident, error) {
	rows, err := t.rows(residentQuery)
	return collect(rows, err, scanResident)
}

// putResident keeps x in the place of the one with its ID, or as a new one
// where it has none, and returns its ID.
func (t *tx) putResident(x resident.Resident) (int64, error) {
	phones := strings.Join(x.Phones(), "\n")
	if x.ID != 0 {
		return x.ID, plainly(t.exec(`UPDATE residents SET room = ?, name = ?, phones = ?, quality = ?, note = ? WHERE id = ?`,
			x.Room, x.Name, phones, string(x.As), x.Note, x.ID))
	}
	err := t.row(`INSERT INTO residents (room, name, phones, quality, note) VALUES (?, ?, ?, ?, ?) RETURNING id`,
		x.Room, x.Name, phones, string(x.As), x.Note).Scan(&x.ID)
	return x.ID, plainly(err)
}

// Put keeps a resident entered by hand: a new one when the ID is 0, else in the
// place of the one with that ID, of whom nothing is kept that x does not say.
// It returns the resident as he is kept. A Refusal says what has to be changed.
func (r *Residents) Put(ctx context.Context, x resident.Resident) (resident.Resident, error) {
	x = x.Tidy()
	if err := x.Check(); err != nil {
		return x, err
	}
	err := r.change(ctx, func(t *tx) (err error) {
		all, err := t.residents()
		if err != nil {
			return err
		}
		known := x.ID == 0
		for _, o := range all {
			known = known || o.ID == x.ID
			if o.ID != x.ID && x.SamePerson(o) {
				return forms.Refusal("“" + o.Room + "”已经有“" + o.Title() + "”，请改那一位，不用再添加。")
			}
		}
		if !known {
			return forms.Refusal("这位住户刚才已经从名单里删去，请重新添加。")
		}
		x.ID, err = t.putResident(x)
		return err
	})
	return x, err
}

// Remove takes a resident from the list: he is not offered any more. Lines that
// name him stay as they were written. Nobody with that ID is no error.
func (r *Residents) Remove(ctx context.Context, id int64) error {
	return r.change(ctx, func(t *tx) error { return plainly(t.exec(`DELETE FROM residents WHERE id = ?`, id)) })
}

// Intake is a list of residents that was read from a file and looked at.
type Intake struct {
	File      string              // the file's name, without the folder
	SHA256    string              // of the file, hexadecimal
	Residents []resident.Resident // tidied and checked, in the order of the file
	Left      int                 // rows of the file that do not go in
}

// stride is after how many residents a long piece of work looks up: tells how
// far it is, and whether it is to stop.
const stride = 500

// TakeIn puts the list over the residents that are kept, as forms.Settle does,
// and writes into the office's book that by did it: the file and counts, nobody's
// data. All of it is one transaction: when ctx is cancelled nothing was done.
// The progress function, which may be nil, is told of done out of total on the
// goroutine that called; it should hand the news on and return.
func (r *Residents) TakeIn(ctx context.Context, by forms.Person, in Intake, progress func(done, total int)) (forms.Importing, error) {
	tell := func(done, total int) {
		if progress != nil {
			progress(done, total)
		}
	}
	did := forms.Importing{File: in.File, SHA256: in.SHA256, Left: in.Left}
	for _, x := range in.Residents {
		if err := x.Check(); err != nil {
			return did, err
		}
	}
	err := r.change(ctx, func(t *tx) error {
		kept, err := t.residents()
		if err != nil {
			return err
		}
		settled := resident.Settle(kept, in.Residents)
		for i, x := range settled {
			if i%stride == 0 {
				tell(i, len(settled))
				if err := ctx.Err(); err != nil {
					return err
				}
			}
			switch {
			case x.Before == nil:
				did.Added++
			case x.Changed():
				did.Changed++
			default:
				did.Same++
				continue
			}
			if _, err := t.putResident(x.After); err != nil {
				return err
			}
		}
		tell(len(settled), len(settled))
		_, err = t.append(Writing{Ref: forms.Ref{Book: officeBook}, Verb: forms.TakeIn, Deed: &did, By: by})
		return err
	})
	return did, err
}
