package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/resident"
)

// residents opens the residents of the store, and waits for them.
func residents(t testing.TB, s *Store) *Residents {
	t.Helper()
	r := OpenResidents(s)
	if err := r.Wait(context.Background()); err != nil {
		t.Fatal(err)
	}
	return r
}

func aList() Intake {
	return Intake{File: "业主名册.xlsx", SHA256: strings.Repeat("ab", 32), Left: 2, Residents: []resident.Resident{
		{Room: "3-2-501", Name: "单晓曾", Phone: "13812345678", Others: []string{"0755-86612345"}, As: forms.Owner},
		{Room: "3-2-501", Name: "李娜", As: forms.Tenant, Note: "周末来电"},
		{Room: "商铺08", Phone: "13900001111"},
	}}
}

func takenIn(t testing.TB, r *Residents, in Intake) forms.Importing {
	t.Helper()
	did, err := r.TakeIn(context.Background(), zhao, in, nil)
	if err != nil {
		t.Fatal(err)
	}
	return did
}

func TestResidentsAreTakenInAndOffered(t *testing.T) {
	c := newClock()
	s := newStore(t, c)
	r := residents(t, s)
	if got := r.Lookup("3-2-501", 8); len(got) != 0 {
		t.Fatalf("an empty list offers %v", got)
	}
	did := takenIn(t, r, aList())
	if did.Added != 3 || did.Changed != 0 || did.Same != 0 || did.Left != 2 {
		t.Errorf("%+v", did)
	}
	for _, typed := range []string{"3-2-501", "32501", "3栋2单元501", "３－２－５０１", "单晓", "sxz", "12345678", "86612345"} {
		got := r.Lookup(typed, 8)
		if len(got) == 0 || got[0].Name != "单晓曾" || got[0].Phone != "13812345678" || got[0].As != forms.Owner || !slices.Equal(got[0].Others, []string{"0755-86612345"}) {
			t.Errorf("%q offers %+v", typed, got)
		}
	}
	if did = takenIn(t, r, aList()); did.Added != 0 || did.Changed != 0 || did.Same != 3 {
		t.Errorf("the same list again: %+v", did)
	}
	path := s.Path()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	r = residents(t, openAt(t, path, options(c)))
	if got := r.Lookup("商铺8", 8); len(got) != 1 || got[0].Phone != "13900001111" || len(got[0].Others) != 0 {
		t.Errorf("after a restart %+v are offered", got)
	}
	isSound(t, path, 2)
}

// The ledger says that a list was taken in and by whom, and nothing of anybody
// in it.
func TestTakingInIsWrittenWithoutPersonalData(t *testing.T) {
	s := newStore(t, newClock())
	takenIn(t, residents(t, s), aList())
	var verb, by, words string
	err := s.read.QueryRow(`SELECT verb, by_name, words FROM ledger JOIN words USING (seq) WHERE book = 'office'`).Scan(&verb, &by, &words)
	if err != nil || verb != string(forms.TakeIn) || by != "赵刚" || !strings.Contains(words, "业主名册.xlsx") || !strings.Contains(words, `"added":3`) {
		t.Errorf("%s by %s: %s %v", verb, by, words, err)
	}
	for _, data := range []string{"单晓曾", "李娜", "13812345678", "501"} {
		if strings.Contains(words, data) {
			t.Errorf("%s stands in the ledger", data)
		}
	}
}

func TestASecondImportNeverEmpties(t *testing.T) {
	s := newStore(t, newClock())
	r := residents(t, s)
	takenIn(t, r, aList())
	did := takenIn(t, r, Intake{File: "新名册.csv", Residents: []resident.Resident{
		{Room: "3栋2单元501", Name: "单晓曾"},                 // no phone in the new list
		{Room: "商铺8", Name: "王芳", Phone: "13900001111"}, // the name was not known
		{Room: "3-2-502", Name: "张伟"},
	}})
	if did.Added != 1 || did.Changed != 1 || did.Same != 1 {
		t.Errorf("%+v", did)
	}
	if got := r.Lookup("单晓曾", 8); len(got) != 1 || got[0].Phone != "13812345678" {
		t.Errorf("%+v", got)
	}
	if got := r.Lookup("李娜", 8); len(got) != 1 || got[0].Note != "周末来电" {
		t.Errorf("who is not in the new list is %+v", got)
	}
	if got := r.Lookup("商铺", 8); len(got) != 1 || got[0].Name != "王芳" || got[0].Phone != "13900001111" {
		t.Errorf("%+v", got)
	}
}

func TestTakingInCanBeCancelled(t *testing.T) {
	s := newStore(t, newClock())
	r := residents(t, s)
	takenIn(t, r, aList())
	in := Intake{File: "大.xlsx"}
	for i := range 3 * stride {
		in.Residents = append(in.Residents, resident.Resident{Room: fmt.Sprintf("1-%d", i+1), Name: "张伟"})
	}
	ctx, cancel := context.WithCancel(context.Background())
	_, err := r.TakeIn(ctx, zhao, in, func(done, total int) {
		if done >= stride {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("%v", err)
	}
	if n := len(r.All()); n != 3 {
		t.Errorf("%d residents after a cancelled list", n)
	}
	isSound(t, s.Path(), 1)
	if did := takenIn(t, r, in); did.Added != 3*stride {
		t.Errorf("%+v", did)
	}
}

// A list that nobody of the office signs is not taken in.
func TestTakingInIsSigned(t *testing.T) {
	s, people, _ := anOffice(t, newClock())
	r := residents(t, s)
	_, err := r.TakeIn(context.Background(), zhao, aList(), nil)
	refused(t, err, "不在人员名单里")
	bad := aList()
	bad.Residents[0].Phone = "1381234567"
	_, err = r.TakeIn(context.Background(), people["李敏"], bad, nil)
	refused(t, err, "不像电话号码")
	if n := len(r.All()); n != 0 {
		t.Errorf("%d residents", n)
	}
	if _, err = r.TakeIn(context.Background(), people["李敏"], aList(), nil); err != nil {
		t.Error(err)
	}
}

func TestResidentsAreChangedByHand(t *testing.T) {
	ctx := context.Background()
	s := newStore(t, newClock())
	r := residents(t, s)
	x, err := r.Put(ctx, resident.Resident{Room: "3栋2单元501", Name: "张　伟", Phone: "138 1234 5678"})
	if err != nil || x.ID == 0 || x.Room != "3-2-501" || x.Name != "张伟" || x.Phone != "13812345678" {
		t.Fatalf("%+v %v", x, err)
	}
	_, err = r.Put(ctx, resident.Resident{Room: "3-2-0501", Name: "张伟", Phone: "13900000000"})
	refused(t, err, "“3-2-501”已经有“张伟”")
	_, err = r.Put(ctx, resident.Resident{Room: "3-2-501"})
	refused(t, err, "姓名或电话")
	wife, err := r.Put(ctx, resident.Resident{Room: "3-2-501", Name: "李娜"})
	if err != nil {
		t.Fatal(err)
	}
	x.Phone, x.Others = "", nil // by hand a phone may be taken away
	if x, err = r.Put(ctx, x); err != nil || len(x.Phones()) != 0 {
		t.Fatalf("%+v %v", x, err)
	}
	if got := r.Lookup("张伟", 8); len(got) != 1 || !got[0].Equal(x) || got[0].ID != x.ID {
		t.Errorf("%+v", got)
	}
	if err := r.Remove(ctx, x.ID); err != nil {
		t.Fatal(err)
	}
	if got := r.Lookup("3-2-501", 8); len(got) != 1 || got[0].ID != wife.ID {
		t.Errorf("%+v", got)
	}
	_, err = r.Put(ctx, x)
	refused(t, err, "已经从名单里删去")
	isSound(t, s.Path(), 0)
}

// A ledger from before there were residents gets its table, and loses nothing.
func TestAnOldLedgerGetsResidents(t *testing.T) {
	b, err := os.ReadFile(aShortLedger(t))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), LedgerName)
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	db, err := openHandle(path, writing)
	if err != nil {
		t.Fatal(err)
	}
	stay := ledgerSQL[strings.Index(ledgerSQL, "CREATE TRIGGER words_stay"):]
	stay = stay[:strings.Index(stay, "END;")+len("END;")]
	if _, err := db.Exec(`DROP TABLE residents; DROP TABLE gone; DROP TABLE links; DROP TRIGGER words_stay;` + stay + `PRAGMA user_version = 2`); err != nil {
		t.Fatal(err)
	}
	shut(t, db)
	c := newClock()
	c.add(time.Hour)
	r := residents(t, openAt(t, path, options(c)))
	if did := takenIn(t, r, aList()); did.Added != 3 {
		t.Errorf("%+v", did)
	}
}

// fiftyThousand is the largest list that is reckoned with.
func fiftyThousand() Intake {
	in := Intake{File: "全区.xlsx"}
	for i := range 50_000 {
		in.Residents = append(in.Residents, resident.Resident{
			Room: fmt.Sprintf("%d-%d-%d0%d", 1+i/480, 1+i/120%4, 1+i/4%30, 1+i%4),
			Name: string([]rune("王李张刘陈杨黄赵")[i%8]) + string([]rune("伟芳娜敏静丽强磊军洋勇")[i%11]) + string([]rune("明超秀霞平刚桂")[i%7]), Phone: fmt.Sprintf("138%08d", i*7919%100_000_000),
		})
	}
	return in
}

func TestFiftyThousandResidents(t *testing.T) {
	s := newStore(t, newClock())
	r := residents(t, s)
	in, told := fiftyThousand(), 0
	start := time.Now()
	did, err := r.TakeIn(context.Background(), zhao, in, func(done, total int) { told++ })
	if err != nil || did.Added != len(in.Residents) || told < 50 {
		t.Fatalf("%+v, told %d times, %v", did, told, err)
	}
	t.Logf("taken in after %v", time.Since(start))
	start = time.Now()
	if did := takenIn(t, r, in); did.Same != len(in.Residents) {
		t.Errorf("%+v", did)
	}
	t.Logf("taken in again after %v", time.Since(start))
	start = time.Now()
	if _, err := r.Put(context.Background(), resident.Resident{Room: "999-1", Name: "张伟"}); err != nil {
		t.Fatal(err)
	}
	t.Logf("one by hand after %v", time.Since(start))
	if got := r.Lookup("999-1", 8); len(got) == 0 || got[0].Room != "999-1" {
		t.Errorf("%v", got)
	}
}
