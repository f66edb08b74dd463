package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/complaint"
	"frontdesk/forms/duty"
	"frontdesk/forms/paper"
	"frontdesk/forms/visit"
	"frontdesk/store"

	"fyne.io/fyne/v2"
)

// finished is a complaint of the duty log that was handled just now.
func (k *clerk) finished() forms.Ref {
	k.t.Helper()
	now := k.clock.Now().Truncate(time.Minute)
	var ref forms.Ref
	for _, w := range []store.Writing{
		{Verb: forms.Open, Deed: &duty.Line{
			Happened: now, Way: duty.ByPhone, Room: "9-1-305", Name: "高翔", Phone: "13655510019", As: forms.Owner, Kind: forms.Complaint, Text: "垃圾桶没有清运", ReadBack: true,
		}},
		{Verb: duty.Dispatch, Deed: &duty.Dispatching{Department: "环境部", Handler: "刘强", Promised: now.Add(2 * time.Hour)}},
		{Verb: duty.Finish, Deed: &duty.Finishing{Finished: now, Result: "已清运"}},
	} {
		w.Ref, w.By = ref, k.w.who
		if ref.No == 0 {
			w.Ref.Book = "duty"
		}
		a, err := k.st.Append(context.Background(), w)
		if err != nil {
			k.t.Fatal(err)
		}
		ref = a.Ref
	}
	k.rest()
	return ref
}

func newest[T any](k *clerk, book string) T {
	k.t.Helper()
	all := k.st.Sight(k.t.Context(), k.w.who).Lately(book, 1)
	if len(all) == 0 {
		k.t.Fatalf("nothing stands in %s", book)
	}
	return all[0].(T)
}

// A complaint is visited, the household is not content: it is handled as a
// complaint, settled, the outcome stands on the form, and all sheets print
// together. By keyboard alone.
func TestAVisitThatFails(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.finished()
	k.ctrl(fyne.Key5)
	if got := k.w.book().bar.strip.Text; !strings.Contains(got, "投诉 0/1 还差 1 户") {
		t.Errorf("the plan says %q", got)
	}
	k.on(func() { k.w.Turn(newest[*visit.Plan](k, "plan").Ref) })
	k.ctrl(fyne.KeyD)
	k.write("王芳")
	k.tab()
	k.write("孙工")
	k.ctrl(fyne.KeyS)
	k.sign()
	v := newest[*visit.Record](k, "visit")
	k.on(func() { k.w.Turn(v.Ref) })
	k.ctrl(fyne.KeyD)
	k.sign() // 领表
	k.ctrl(fyne.KeyD)
	for _, answer := range []string{"3", "3", "3"} {
		k.write(answer)
		k.key(fyne.KeyReturn)
	}
	k.write("垃圾桶仍是满的")
	k.ctrl(fyne.KeyS)
	if k.w.win.Canvas().Overlays().Top() != nil {
		t.Fatal("a household that is not content is signed without a word of why")
	}
	k.write("没有清运")
	k.ctrl(fyne.KeyS)
	k.write(" ") // the caret is at the other supervisor's tick
	k.ctrl(fyne.KeyS)
	k.sign()
	k.ctrl(fyne.KeyD)
	k.ctrl(fyne.KeyS) // 交表
	k.ctrl(fyne.KeyD)
	k.write("请重新处理")
	k.ctrl(fyne.KeyS)
	k.sign()
	k.ctrl(fyne.KeyD)
	k.write("按投诉处理")
	k.tab()
	k.write("李敏")
	k.ctrl(fyne.KeyS)
	k.sign()
	if v = k.visit(v.Ref); v.State != visit.ToResult || v.Judged.Result != visit.Failed {
		t.Fatalf("the visit is %s, reviewed %s", v.State, v.Judged.Result)
	}
	k.complaint()
	k.on(func() { k.w.Turn(v.Ref) })
	k.ctrl(fyne.KeyD)
	k.ctrl(fyne.KeyS) // what the complaint's record says stands there already
	k.sign()
	if v = k.visit(v.Ref); v.State != visit.Failed || !strings.Contains(v.Result.Text, "当晚补清运") {
		t.Errorf("the visit is %s, its outcome %q", v.State, v.Result.Text)
	}
	var books []string
	for _, r := range k.w.book().slip.linked {
		books = append(books, r.Ref.Book)
	}
	if got := strings.Join(books, " "); got != "duty plan visit complaint visit" {
		t.Errorf("what belongs together is %s", got)
	}
	k.on(k.w.book().printLinked)
	k.key(fyne.KeyReturn)
	if n := len(k.tray.jobs); n != 1 || !strings.Contains(wordsOf(k.tray.jobs[0]), v.Ref.String()) {
		t.Errorf("%d jobs are printed", n)
	}
	for _, ref := range []forms.Ref{v.Ref, {Book: "visit", Year: 2026, No: 2}, {Book: "complaint", Year: 2026, No: 1}} {
		leaf, err := k.st.Page(t.Context(), ref.Book, ref.Year, ref.No)
		if err != nil || len(leaf.Acts) == 0 || leaf.Acts[len(leaf.Acts)-1].Verb != forms.Print {
			t.Errorf("that %s was printed is not recorded: %v", ref, err)
		}
	}
	k.on(k.w.book().printLinked)
	k.on(func() {
		for i, x := range k.w.looking.work.Job.Pages {
			if k.w.looking.work.Of(x)[0].Printed.Ref.Book == "complaint" {
				k.w.looking.pages.OnTapped(i, paper.Box{})
				return
			}
		}
	})
	if b := k.w.book(); b.book.Key != "complaint" || b.slip.ref.No != 1 {
		t.Errorf("a click on the complaint leads to %s %s", b.book.Title, b.slip.ref)
	}
}

func (k *clerk) visit(ref forms.Ref) *visit.Record {
	k.t.Helper()
	r, _, err := k.st.Record(context.Background(), ref)
	if err != nil {
		k.t.Fatal(err)
	}
	return r.(*visit.Record)
}

// complaint takes what followed from the visit to its settlement.
func (k *clerk) complaint() {
	k.t.Helper()
	k.on(func() { k.w.Turn(newest[*complaint.Record](k, "complaint").Ref) })
	k.ctrl(fyne.KeyD)
	k.write("1") // 一般
	k.ctrl(fyne.KeyS)
	k.sign()
	k.ctrl(fyne.KeyD)
	k.write("漏清运一次")
	k.ctrl(fyne.KeyS)
	k.ctrl(fyne.KeyD)
	k.write("当晚补清运")
	k.tab()
	k.write("赵刚")
	k.tab()
	k.write("20:00")
	k.tab()
	k.write("请假先安排顶岗")
	k.ctrl(fyne.KeyS)
	k.sign()
	k.ctrl(fyne.KeyD)
	k.ctrl(fyne.KeyS) // 答复
	k.ctrl(fyne.KeyD)
	k.write("1") // 满意
	k.ctrl(fyne.KeyS)
	k.ctrl(fyne.KeyD)
	k.ctrl(fyne.KeyS)
	k.sign()
	if r := newest[*complaint.Record](k, "complaint"); r.State != complaint.Closed {
		k.t.Fatalf("the complaint is %s", r.State)
	}
}
