package intake

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/store"
)

// From the file to the offer: what a plan showed is what the store does, and
// the same list again changes nothing.
func TestAListGoesIntoTheOffice(t *testing.T) {
	ctx := context.Background()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, forms.Beijing)
	s, err := store.Open(filepath.Join(t.TempDir(), store.LedgerName), store.Options{Clock: func() time.Time { return now }, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	people := store.OpenResidents(s)
	if err := people.Wait(ctx); err != nil {
		t.Fatal(err)
	}
	for _, x := range shapes()[:8] {
		l := readBytes(t, x.file, x.write(t))
		for round := range 2 {
			p := plan(t, l, people.All()...)
			did, err := people.TakeIn(ctx, forms.Person{ID: "t1", Name: "李敏", Role: forms.Clerk},
				store.Intake{File: p.File, SHA256: p.SHA256, Residents: p.Residents, Left: len(p.Left)}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if did.Added != p.Added || did.Changed != p.Changed || did.Same != p.Same || did.Left != len(p.Left) {
				t.Errorf("%s: %+v, planned %d, %d, %d", x.file, did, p.Added, p.Changed, p.Same)
			}
			if round == 1 && (did.Added != 0 || did.Changed != 0) {
				t.Errorf("%s a second time: %+v", x.file, did)
			}
		}
	}
	for typed, name := range map[string]string{"3-2-501": "单晓曾", "a1201": "John Smith", "oyf": "欧阳锋", "86612345": "深圳市某某贸易有限公司"} {
		got := people.Lookup(typed, 8)
		found := false
		for _, r := range got {
			found = found || r.Name == name
		}
		if !found {
			t.Errorf("%q offers %v", typed, got)
		}
	}
}
