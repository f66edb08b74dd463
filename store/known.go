package store

import (
	"context"
	"database/sql"
	"errors"
	"sort"
	"sync"

	"frontdesk/forms"
)

// Keys of the books that the store itself looks into.
const (
	staffBook  = "staff"
	officeBook = "office"
)

// known is the office and its people as the ledger has them: every signature
// and every rule asks for them.
type known struct {
	mu     sync.RWMutex
	set    *forms.Settings // as they were last signed; never changed, only replaced
	office *forms.Office   // what they make; never nil after meet
	people map[string]*forms.Member
	staff  []forms.Person // those who sign; made when it is asked for
	code   string         // argon2id string of the recovery code
}

// readOffice reads office and people from the ledger.
func (s *Store) readOffice(ctx context.Context) error {
	s.known.setOffice(&forms.Settings{Office: forms.Office{Rules: forms.DefaultRules()}})
	staff := s.books[staffBook]
	acts, err := collectActs(ctx, s.read, staff, `book = ? AND no > 0 ORDER BY year, no, seq`, staffBook)
	if err != nil {
		return err
	}
	people, err := replayEach(staff, acts)
	if err != nil {
		return err
	}
	s.known.people = map[string]*forms.Member{}
	for _, r := range people {
		s.known.join(r.(*forms.Member))
	}
	for _, verbs := range [][2]forms.Verb{{forms.SetUp, forms.Set}, {forms.Envelope, forms.Envelope}} {
		row := s.read.QueryRowContext(ctx, actQuery+`book = ? AND no = 0 AND verb IN (?, ?) ORDER BY seq DESC LIMIT 1`, officeBook, verbs[0], verbs[1])
		a, err := scanAct(s.books[officeBook])(row)
		switch {
		case errors.Is(err, sql.ErrNoRows):
		case err != nil:
			return err
		default:
			s.known.apply(a)
		}
	}
	return nil
}

func (k *known) setOffice(x *forms.Settings) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.set, k.office = x, x.Whole()
}

func (k *known) join(m *forms.Member) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.people[m.ID], k.staff = m, nil
}

// apply takes in an act on the office.
func (k *known) apply(a forms.Act) {
	switch d := a.Deed.(type) {
	case *forms.Settings:
		k.setOffice(d)
	case *forms.SealedCode:
		k.mu.Lock()
		defer k.mu.Unlock()
		k.code = d.Code
	}
}

// noteOffice takes the act in once it is committed.
func (t *tx) noteOffice(a forms.Act) {
	if a.Ref.Book == officeBook {
		t.after = append(t.after, func() { t.s.known.apply(a) })
	}
}

// heedRecord takes the record in once it is committed.
func (t *tx) heedRecord(r forms.Record) {
	if m, ok := r.(*forms.Member); ok {
		if t.met == nil {
			t.met = map[string]*forms.Member{}
		}
		t.met[m.ID] = m
		t.after = append(t.after, func() { t.s.known.join(m) })
	}
}

func (k *known) theOffice() *forms.Office {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.office
}

func (k *known) member(id string) (forms.Member, bool) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	if m := k.people[id]; m != nil {
		return *m, true
	}
	return forms.Member{}, false
}

// signs refuses a signature of somebody who is not among the people of the
// office. Before the first of them has joined there is nobody to ask.
func (k *known) signs(by forms.Person) error {
	k.mu.RLock()
	defer k.mu.RUnlock()
	if len(k.people) == 0 {
		return nil
	}
	return sameSigner(k.people[by.ID], by)
}

// sameSigner refuses who is nobody of the office, or not as they sign now.
func sameSigner(m *forms.Member, by forms.Person) error {
	if m == nil || m.Left || m.Person != by {
		return forms.Refusal("签名的人不在人员名单里，或者已经停用。请重新选择值班人。")
	}
	return nil
}

// signs is the same within a transaction: what it has written of somebody holds.
func (t *tx) signs(by forms.Person) error {
	if m := t.met[by.ID]; m != nil {
		return sameSigner(m, by)
	}
	return t.s.known.signs(by)
}

// Office is the office as it is set now. It is not to be changed.
func (s *Store) Office() *forms.Office { return s.known.theOffice() }

// Settings is a copy of the office's settings as they were last signed, to be
// changed and signed anew.
func (s *Store) Settings() forms.Settings {
	s.known.mu.RLock()
	defer s.known.mu.RUnlock()
	out := *s.known.set
	out.Rules = s.known.office.Rules
	return out
}

// Staff lists those who sign, by role from the clerk up.
func (s *Store) Staff() []forms.Person {
	s.known.mu.RLock()
	staff := s.known.staff
	s.known.mu.RUnlock()
	if staff != nil {
		return staff
	}
	staff = []forms.Person{}
	for _, m := range s.People() {
		if !m.Left {
			staff = append(staff, m.Person)
		}
	}
	s.known.mu.Lock()
	defer s.known.mu.Unlock()
	s.known.staff = staff
	return staff
}

// People lists everybody who ever signed, those who still do first, by role
// from the clerk up, then in the order of joining. Their PINs are left out.
func (s *Store) People() []forms.Member {
	s.known.mu.RLock()
	defer s.known.mu.RUnlock()
	var out []forms.Member
	for _, m := range s.known.people {
		x := *m
		x.PIN = ""
		out = append(out, x)
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		switch {
		case a.Left != b.Left:
			return b.Left
		case a.Role != b.Role:
			return !a.Role.AtLeast(b.Role)
		}
		return a.Ref.String() < b.Ref.String()
	})
	return out
}

// SettingsActs lists how the office was set up and every change of its settings,
// oldest first.
func (s *Store) SettingsActs(ctx context.Context) ([]forms.Act, error) {
	b, err := s.book(officeBook)
	if err != nil {
		return nil, err
	}
	return collectActs(ctx, s.read, b, `book = ? AND verb IN (?, ?) ORDER BY seq`, officeBook, forms.SetUp, forms.Set)
}
