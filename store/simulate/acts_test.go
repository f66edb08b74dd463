package simulate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/store"
)

// doing is a kind of act.
type doing string

const (
	toOpen    doing = "登记"
	toStep    doing = "办理"
	toHold    doing = "打开不保存" // a slip is filled in and lies there
	toSave    doing = "保存放着的" // what was filled in earlier is saved now
	toRepeat  doing = "再按一次保存"
	toPage    doing = "签阅打印"
	toDraft   doing = "留草稿"
	toRestart doing = "重启"
	toKill    doing = "断电"
	toJoin    doing = "入职"
	toLeave   doing = "离职"
	toMove    doing = "升职" // leaves, and joins in another role
	toDepute  doing = "代理" // named, or ended
	toMiss    doing = "输错密码"
	toChange  doing = "改设置"
	toRest    doing = "等一等"
)

// act is one thing somebody does, so written down that it can be done again, also
// when some of those before it are left out.
type act struct {
	N     int
	At    time.Time // what the clock shows
	Do    doing
	Who   string
	Forge forms.Role // the role that somebody pretends to have
	Book  string
	On    origin
	Verb  forms.Verb
	Page  int
	Held  int // the act that filled in what is saved now
	Blind bool
	Mood  mood
	Fill  uint64
}

// outcome is what became of an act.
type outcome struct {
	act     act
	skipped bool // there was nothing to do it to
	tried   bool // something was given to the store
	written store.Writing
	err     error
	panic   string
	rows    []row       // what it wrote
	step    *forms.Step // that it took
	offered bool        // the record offered it to this person
	moved   bool        // somebody else had done something since it was begun
	sheet   []*paper.Blank
	was     *forms.Brief // the entry before
}

// do does an act, and looks what was written.
func (w *world) do(a act) {
	w.pc.Set(a.At)
	w.o = outcome{act: a}
	random(w.t, w.plan.seed<<20+uint64(a.N)) // the same, whatever was looked at before
	func() {
		defer func() {
			if r := recover(); r != nil {
				w.o.panic = fmt.Sprintf("%v\n%s", r, debug.Stack())
			}
		}()
		w.o.err = w.s.Nightly(context.Background()) // as the window's clock does
		w.begin(a)
	}()
	w.look(a)
}

func (w *world) begin(a act) {
	by, ok := w.person(a.Who)
	if !ok && a.Do != toRestart && a.Do != toKill && a.Do != toRest {
		w.o.skipped = true
		return
	}
	if a.Forge != "" {
		by.Role = a.Forge
	}
	switch a.Do {
	case toOpen:
		w.opening(a, by)
	case toStep, toHold:
		w.stepping(a, by)
	case toSave:
		w.saving(a)
	case toRepeat:
		if w.o.skipped = w.lastOne == nil; !w.o.skipped {
			w.append(*w.lastOne)
		}
	case toPage:
		w.paging(a, by)
	case toRestart:
		w.restart()
	case toKill:
		w.kill()
	case toRest:
	default:
		w.office(a, by)
	}
}

// append gives something to the store.
func (w *world) append(x store.Writing) {
	w.o.tried, w.o.written = true, x
	if e := w.byRef[x.Ref]; e != nil && x.Verb != forms.Open {
		was := e.brief
		w.o.was = &was
		w.o.moved = x.Seen > 0 && x.Seen != e.last
	}
	_, w.o.err = w.s.Append(context.Background(), x)
	w.lastOne = &x
}

func (w *world) opening(a act, by forms.Person) {
	b := w.book(a.Book)
	deed := b.Deeds[forms.Open]()
	w.fill(deed, nil, by, a)
	x := store.Writing{Ref: forms.Ref{Book: b.Key}, Verb: forms.Open, Deed: deed, By: by}
	if a.Held < 0 { // filled in, and saved later
		w.held[a.N] = x
		return
	}
	w.append(x)
}

func (w *world) stepping(a act, by forms.Person) {
	e := w.of[a.On]
	if e == nil {
		w.o.skipped = true
		return
	}
	r, last, err := w.record(e)
	if err != nil {
		w.o.err = err
		return
	}
	c := w.context(by)
	all := r.Steps(c)
	i := slices.IndexFunc(all, func(s forms.Step) bool { return s.Verb == a.Verb })
	make := w.book(e.ref.Book).Deeds[a.Verb]
	if i < 0 || make == nil {
		w.o.skipped = true
		return
	}
	w.o.step = &all[i]
	w.o.offered = all[i].Refused == "" && (all[i].Sign == "" || by.Role.AtLeast(all[i].Sign))
	deed := make()
	w.fill(deed, r, by, a)
	x := store.Writing{Ref: e.ref, Verb: a.Verb, Deed: deed, By: by, Seen: last}
	if a.Blind {
		x.Seen = 0
	}
	if a.Do == toHold {
		w.held[a.N] = x
		return
	}
	w.append(x)
}

func (w *world) saving(a act) {
	x, ok := w.held[a.Held]
	if w.o.skipped = !ok; ok {
		w.append(x)
	}
}

// paging does something to a page, or to a book as a whole.
func (w *world) paging(a act, by forms.Person) {
	b := w.book(a.Book)
	make := b.Plain[a.Verb]
	if make == nil || a.Verb == forms.Dispose { // what is let go of has a way of its own
		w.o.skipped = true
		return
	}
	x := store.Writing{Ref: forms.Ref{Book: b.Key}, Verb: a.Verb, Deed: make(), By: by}
	if a.Page > 0 {
		p, ok, err := w.s.LastPage(context.Background(), b.Key)
		if err != nil || !ok {
			w.o.err, w.o.skipped = err, true
			return
		}
		x.Ref.Year, x.Page = p.Year, 1+a.Page%p.No
		if d, ok := x.Deed.(*forms.Reviewing); ok {
			d.Lines = p.Lines
		}
	}
	w.fill(x.Deed, nil, by, a)
	w.append(x)
}

// office does what concerns the people of the office, its settings and what is
// not signed yet.
func (w *world) office(a act, by forms.Person) {
	ctx := context.Background()
	r := rand.New(rand.NewPCG(a.Fill, 3))
	w.o.tried = true
	other := w.anybody(r)
	switch a.Do {
	case toJoin:
		w.join(by, newName(a.N), pick(r, forms.Clerk, forms.Clerk, forms.Clerk, forms.Supervisor, forms.Manager), r)
	case toLeave:
		w.o.err = w.s.Deactivate(ctx, by, other.ID, pick(r, "离职", sentence(r)))
	case toMove: // there is no other way into another role
		w.o.err = w.s.Deactivate(ctx, by, other.ID, "升职")
		if w.o.err == nil {
			w.join(by, other.Name, pick(r, forms.Supervisor, forms.Manager), r)
		}
	case toDepute:
		if w.o.err = w.s.Recall(ctx, by, other.ID); w.o.err != nil {
			w.o.err = w.s.Depute(ctx, by, other.ID, pick(r, forms.Supervisor, forms.Manager), pick(r, "休假", sentence(r)))
		}
	case toMiss:
		_, w.o.err = w.s.SignIn(ctx, other.ID, "0000")
	case toChange:
		x := w.s.Settings()
		w.unsettle(&x, r)
		w.o.err = w.s.ChangeSettings(ctx, by, x)
	case toDraft:
		b := w.book(a.Book)
		deed := b.Deeds[forms.Open]()
		w.fill(deed, nil, by, a)
		words, err := json.Marshal(deed)
		w.o.err = errors.Join(err, w.s.SaveDraft(ctx, "draft:"+a.Book, string(words)))
		if chance(r, 3) {
			w.o.err = errors.Join(w.o.err, w.s.DropDraft(ctx, "draft:"+pick(r, w.books...).Key))
		}
	}
}

func (w *world) join(by forms.Person, name string, role forms.Role, r *rand.Rand) {
	pin := fmt.Sprintf("%04d", 5000+r.IntN(4000))
	_, w.o.err = w.s.AddPerson(context.Background(), by, name, role, pin)
	if w.o.err == nil {
		w.pins[name] = pin
		if w.moods[name] == "" {
			w.moods[name] = someMood(r)
		}
	}
}

func (w *world) anybody(r *rand.Rand) forms.Person {
	staff := w.s.Staff()
	if len(staff) == 0 {
		return forms.Person{}
	}
	return staff[r.IntN(len(staff))]
}

// unsettle changes a setting, as an office would.
func (w *world) unsettle(x *forms.Settings, r *rand.Rand) {
	switch r.IntN(7) {
	case 0:
		x.Rules.LateEntry = 10 + r.IntN(60)
	case 1:
		x.Rules.SwapByManager = !x.Rules.SwapByManager
	case 2:
		for i := range x.Rules.Kinds {
			if x.Rules.Kinds[i].Limit == forms.Within {
				x.Rules.Kinds[i].Hours = 1 + r.IntN(24)
			}
		}
	case 3:
		x.Rules.HandoverOpens = 5 + r.IntN(60)
	case 4:
		day := forms.Day(w.s.Now().AddDate(0, 0, r.IntN(30)))
		x.Days = forms.Calendar{Off: map[string]string{day: "放假"}}
	case 5:
		x.Rules.FeesCleared = !x.Rules.FeesCleared
	case 6:
		own := x.Procedures.All()
		own[r.IntN(len(own))].Title = pick(r, "客服作业办法", "前台手册")
		x.Procedures = own
	}
}
