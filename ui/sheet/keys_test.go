package sheet

import (
	"testing"
	"time"

	"frontdesk/forms/paper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestTheFormIsWrittenWithoutAMouse(t *testing.T) {
	k := newDesk(t, &permit{})
	k.form.Focus()
	k.want("begins at the first required blank", k.here(), any(&k.p.Room))
	k.typed("3-2-1204").press(fyne.KeyReturn).typed("欧阳敏").press(fyne.KeyReturn).typed("１３８００００００００").press(fyne.KeyReturn)
	k.want("then who", k.here(), any(&k.p.As))
	k.typed("2").press(fyne.KeyReturn)
	k.want("past the tick", k.here(), any(&k.p.Way))
	k.typed("m").press(fyne.KeyReturn) // 门岗监控转来
	k.typed("1430").press(fyne.KeyReturn).typed("12").press(fyne.KeyReturn)
	k.want("a short choice", k.here(), any(&k.p.Grade))
	k.press(fyne.KeyDown, fyne.KeyReturn) // the second of its list
	k.typed("搬家").press(fyne.KeyReturn).typed("无")
	k.want("not done yet", k.done, 0)
	k.press(fyne.KeyReturn)
	k.want("done", k.done, 1)
	want := permit{
		Room: "3-2-1204", Name: "欧阳敏", Phone: "13800000000", As: "租户", Way: "门岗监控转来", When: morning.Add(5*time.Hour + 18*time.Minute),
		Count: 12, Grade: "重大", Text: "搬家", Remark: "无",
	}
	k.want("the record", *k.p, want)
	k.want("a time is shown as the paper has it", k.words(&k.p.When), "11-23 14:30")
	if k.changed < 20 {
		t.Errorf("the draft was told of %d changes", k.changed)
	}
}

func TestEnterComesBackToWhatIsMissing(t *testing.T) {
	k := newDesk(t, written())
	k.p.Room = ""
	k.form.Reread()
	k.at(&k.p.Remark).press(fyne.KeyReturn)
	k.want("the required blank", k.here(), any(&k.p.Room))
	k.want("not done", k.done, 0)
}

func TestTabGoesAlongThePaper(t *testing.T) {
	k := newDesk(t, written())
	k.at(&k.p.Room)
	way := []any{&k.p.Name, &k.p.Phone, &k.p.As, &k.p.Checked, &k.p.Way, &k.p.When, &k.p.Count, &k.p.Grade, &k.p.Text, &k.p.Remark, &k.p.Urgent}
	for i, want := range way {
		if k.press(fyne.KeyTab); k.here() != want {
			t.Fatalf("Tab %d goes elsewhere", i)
		}
	}
	for i := len(way) - 2; i >= 0; i-- {
		if k.shifted(fyne.KeyTab); k.here() != way[i] {
			t.Fatalf("Shift+Tab to %d goes elsewhere", i)
		}
	}
	k.at(&k.p.Phone).typed("1")
	k.want("coming by Tab or focus chooses the words of one line", k.p.Phone, "1")
	k.at(&k.p.Text).typed("！")
	k.want("but not of a long text", k.p.Text, written().Text+"！")
}

func TestEscapeGivesBack(t *testing.T) {
	k := newDesk(t, written())
	k.at(&k.p.Phone).typed("139").press(fyne.KeyEscape)
	k.want("the old words", k.p.Phone, "13800000000")
	k.want("not cancelled", k.cancelled, 0)
	k.press(fyne.KeyEscape)
	k.want("cancelled", k.cancelled, 1)
	k.at(&k.p.As).typed("1").press(fyne.KeyEscape)
	k.want("the old choice", k.p.As, "租户")
	k.press(fyne.KeyEscape)
	k.want("cancelled again", k.cancelled, 2)
	k.offers = residents
	k.at(&k.p.Room).typed("32").press(fyne.KeyEscape)
	k.want("first the list is closed", k.form.list.Visible(), false)
	k.want("and the words stay", k.p.Room, "32")
	k.press(fyne.KeyEscape)
	k.want("then the words go back", k.p.Room, "3-2-1204")
}

func TestControlEnter(t *testing.T) {
	k := newDesk(t, written())
	k.at(&k.p.Room).ctrl(fyne.KeyReturn)
	k.want("done in a line", k.done, 1)
	k.at(&k.p.As).ctrl(fyne.KeyReturn)
	k.want("done in a choice", k.done, 2)
	k.p.Text = ""
	k.form.Reread()
	k.at(&k.p.Text).typed("一").ctrl(fyne.KeyReturn).typed("二").shifted(fyne.KeyReturn).typed("三")
	k.want("lines of a long text", k.p.Text, "一\n二\n三")
	k.press(fyne.KeyUp, fyne.KeyUp, fyne.KeyHome).typed("〇")
	k.want("the arrows go along its lines", k.p.Text, "〇一\n二\n三")
	k.want("done", k.done, 2)
}

func TestEnterOfAnInputMethodStays(t *testing.T) {
	k := newDesk(t, &permit{})
	k.at(&k.p.Room).press("N", "I", fyne.KeyReturn)
	k.want("the caret", k.here(), any(&k.p.Room))
	k.typed("你").press(fyne.KeyReturn)
	k.want("goes on with a second Enter", k.here(), any(&k.p.Name))
	k.at(&k.p.Remark).typed("好").press("N", fyne.KeyBackspace, "H", "A", fyne.KeyEscape)
	k.want("nothing written is taken away", k.p.Remark, "好")
	k.press("N", "I", fyne.KeyTab)
	k.want("Tab belongs to it too", k.here(), any(&k.p.Remark))
}

func TestChoices(t *testing.T) {
	k := newDesk(t, &permit{})
	for _, c := range []struct {
		typed, want string
	}{{"3", "书面"}, {"9", "书面"}, {"l", "来电"}, {"l", "来访"}, {"w", "网络"}, {"巡", "巡查"}, {"５", "门岗监控转来"}, {"?", "门岗监控转来"}} {
		k.at(&k.p.Way).typed(c.typed)
		k.want("typing "+c.typed, k.p.Way, c.want)
	}
	k.form.fields[&k.p.Way].(*choice).at = time.Time{}
	k.typed("sm")
	k.want("two initials", k.p.Way, "书面")
	k.press(fyne.KeyRight)
	k.want("the next", k.p.Way, "巡查")
	k.press(fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyUp)
	k.want("round to the last", k.p.Way, "网络")
	k.press(fyne.KeyDelete)
	k.want("none", k.p.Way, "")
	k.at(&k.p.Urgent).typed(" ")
	k.want("Space ticks", k.p.Urgent, true)
	k.typed(" ")
	k.want("and unticks", k.p.Urgent, false)
	k.typed("1").press(fyne.KeyRight)
	k.want("1 ticks too", k.p.Urgent, true)
}

func TestAShortChoiceOffersItsOptions(t *testing.T) {
	k := newDesk(t, &permit{})
	k.at(&k.p.Grade)
	k.want("its list", k.form.list.Visible(), true)
	k.press(fyne.KeyDown, fyne.KeyEscape)
	k.want("nothing is chosen yet", k.p.Grade, "")
	k.typed("z")
	k.want("by initial", k.p.Grade, "重大")
}

func TestOnlyOnesOwnKeysAreTaken(t *testing.T) {
	k := newDesk(t, written())
	k.at(&k.p.Room).press(fyne.KeyF5, fyne.KeyPageDown, fyne.KeyUp, "A")
	k.at(&k.p.As).press(fyne.KeyF5)
	if len(k.keys) != 4 || k.keys[0] != fyne.KeyF5 || k.keys[2] != fyne.KeyUp {
		t.Errorf("the owner was offered %v", k.keys)
	}
	c := &keyedCanvas{Canvas: k.win.Canvas()}
	k.form.o.Canvas = c
	s := &desktop.CustomShortcut{KeyName: fyne.KeyS, Modifier: fyne.KeyModifierControl}
	k.at(&k.p.Room).shortcut(s)
	k.at(&k.p.As).shortcut(s)
	k.want("shortcuts of the window", len(c.seen), 2)
}

// keyedCanvas is a canvas that takes shortcuts, as a real window's does.
type keyedCanvas struct {
	fyne.Canvas
	seen []fyne.Shortcut
}

func (c *keyedCanvas) TypedShortcut(s fyne.Shortcut) { c.seen = append(c.seen, s) }

func TestEditing(t *testing.T) {
	k := newDesk(t, &permit{Text: "厨房水管漏水"})
	board := fyne.CurrentApp().Clipboard()
	k.at(&k.p.Text).press(fyne.KeyHome).shifted(fyne.KeyRight, fyne.KeyRight).shortcut(&fyne.ShortcutCopy{})
	k.want("copied", board.Content(), "厨房")
	k.shortcut(&fyne.ShortcutCut{})
	k.want("cut", k.p.Text, "水管漏水")
	k.press(fyne.KeyEnd).shortcut(&fyne.ShortcutPaste{})
	k.want("pasted", k.p.Text, "水管漏水厨房")
	k.shortcut(&fyne.ShortcutUndo{}).shortcut(&fyne.ShortcutUndo{})
	k.want("undone", k.p.Text, "厨房水管漏水")
	k.shortcut(&fyne.ShortcutRedo{})
	k.want("done again", k.p.Text, "水管漏水")
	k.shortcut(&fyne.ShortcutSelectAll{}).typed("X")
	k.want("written over", k.p.Text, "X")
	k.typed(" 一二 三").ctrl(fyne.KeyBackspace).ctrl(fyne.KeyLeft).typed("，")
	k.want("by words", k.p.Text, "X ，一二 ")
	k.ctrl(fyne.KeyHome).ctrl(fyne.KeyDelete).press(fyne.KeyDelete)
	k.want("forwards", k.p.Text, "一二 ")
	k.ctrl(fyne.KeyEnd).press(fyne.KeyBackspace, fyne.KeyLeft).shifted(fyne.KeyEnd)
	k.want("chosen", k.form.fields[&k.p.Text].(*writing).words.chosenText(), "二")
}

func TestSuggestions(t *testing.T) {
	k := newDesk(t, &permit{Way: "来访", When: morning})
	k.offers = residents
	k.at(&k.p.Room).typed("3").typed("2")
	k.want("asked at the caret's coming and at each key", len(k.asked), 3)
	k.want("with what stands there", k.asked[2], "32")
	k.press(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyUp, fyne.KeyReturn)
	k.want("picked", k.picked[0].Text, "3-2-502")
	k.want("every blank reads the record again", k.words(&k.p.Name)+k.words(&k.p.Phone)+k.words(&k.p.Room), "张伟139000000003-2-501")
	k.want("and the caret goes on to what is empty", k.here(), any(&k.p.Count))
	k.at(&k.p.Room).typed("3").press(fyne.KeyTab)
	k.want("Tab picks too", len(k.picked), 2)
	k.at(&k.p.Count).typed("3")
	k.want("a blank offered from no list", k.form.list.Visible(), false)
}

func TestANameStandsAsItWasTyped(t *testing.T) {
	for _, c := range []struct {
		typed string
		picks int
	}{{"zw", 1}, {"张伟", 1}, {"张", 0}, {"张伟强", 0}} {
		k := newDesk(t, &permit{})
		k.offers = residents
		k.at(&k.p.Name).typed(c.typed).press(fyne.KeyReturn)
		k.want(c.typed, len(k.picked), c.picks)
		if c.picks == 0 {
			k.want("the words", k.p.Name, c.typed)
		}
		k.at(&k.p.Name).typed(c.typed).press(fyne.KeyDown, fyne.KeyReturn)
		k.want("chosen with Down: "+c.typed, len(k.picked), c.picks+1)
	}
}

func TestSuggestionsUnderTheMouse(t *testing.T) {
	k := newDesk(t, &permit{})
	k.offers = residents
	k.at(&k.p.Room).typed("3")
	l := k.form.list
	at := l.Position().AddXY(20, l.row*1.5)
	test.MoveMouse(k.win.Canvas(), at)
	k.want("the row under the mouse is lit", l.at, 1)
	k.win.Canvas().Unfocus() // as a click outside the blank does
	k.want("the list waits for the click", l.Visible(), true)
	test.TapCanvas(k.win.Canvas(), at)
	k.want("picked", len(k.picked), 1)
	k.want("picked the second", k.picked[0].Text, "3-2-502")
	k.at(&k.p.Room).typed("3")
	test.MoveMouse(k.win.Canvas(), at)
	k.win.Canvas().Unfocus()
	test.MoveMouse(k.win.Canvas(), fyne.NewPos(880, 455))
	k.want("the list goes when the mouse goes", l.Visible(), false)
}

func TestAListOpensWhereThereIsRoom(t *testing.T) {
	k := newDesk(t, &permit{})
	many := append(append(append([]Suggestion{}, residents...), residents...), append(residents, residents...)...)
	k.offers = many
	below := func() bool { return k.form.list.Position().Y >= k.form.fields[k.here()].Position().Y }
	k.at(&k.p.Room).typed("3")
	k.want("eight rows", k.form.list.rows, 8)
	k.want("below", below(), true)
	for range 9 {
		k.press(fyne.KeyDown)
	}
	k.want("the list follows the row that is lit", k.form.list.from, 2)
	k.form.list.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 10)})
	k.want("and the wheel", k.form.list.from, 1)
	k.win.Resize(fyne.NewSize(900, 200))
	k.at(&k.p.Name).typed("z")
	l := k.form.list
	if l.Position().Y < 0 || l.Position().Y+l.Size().Height > k.form.Size().Height+1 {
		t.Errorf("the list lies at %v, %v in a form %v", l.Position(), l.Size(), k.form.Size())
	}
}

func TestWrongWordsStayAndSayWhy(t *testing.T) {
	k := newDesk(t, written())
	k.at(&k.p.When).typed("下午三点")
	k.want("nothing is said while it is written", len(k.form.problems), 0)
	k.press(fyne.KeyTab)
	k.want("the words stay", k.words(&k.p.When), "下午三点")
	k.want("the record keeps its time", k.p.When, morning)
	k.want("a sentence says why", k.form.problems[&k.p.When], "时间没有看懂，请写成 14:30 或 11-23 14:30。")
	k.form.Reread()
	k.want("and stay when the form is read again", k.words(&k.p.When), "下午三点")
	rest, ok := k.form.Check([]paper.Problem{{Words: "今天不能搬。"}})
	k.want("not all right", ok, false)
	k.want("what belongs to no blank is given back", rest[0].Words, "今天不能搬。")
	k.want("the caret is at the words", k.here(), any(&k.p.When))
	k.ctrl(fyne.KeyHome).shortcut(&fyne.ShortcutSelectAll{}).typed("15:00").press(fyne.KeyTab)
	k.want("mended", k.words(&k.p.When), "11-23 15:00")
	_, ok = k.form.Check(nil)
	k.want("all right", ok, true)
}

// What wrong words were a key before is not what is meant: the record does not hold
// it, and a form of the same record takes the words back as they were left.
func TestWrongWordsAreNotWhatTheyWereAKeyBefore(t *testing.T) {
	k := newDesk(t, written())
	k.at(&k.p.When).shortcut(&fyne.ShortcutSelectAll{}).typed("1530")
	k.want("taken", k.p.When.Format("15:04"), "15:30")
	k.typed("5")
	k.want("the record keeps its time", k.p.When, morning)
	left := k.form.Untaken()
	k.want("one blank did not take its words", len(left), 1)
	again := newDesk(t, k.p)
	again.form.PutBack(left)
	again.want("the words", again.words(&k.p.When), "15305")
	again.want("they are wrong", again.form.Wrong(), true)
	again.want("the record still keeps its time", k.p.When, morning)
	k.press(fyne.KeyBackspace)
	k.want("mended", k.p.When.Format("15:04"), "15:30")
	k.want("nothing is left over", len(k.form.Untaken()), 0)
}

func TestWrongWordsHaveRoomToo(t *testing.T) {
	k := newDesk(t, written())
	k.at(&k.p.When).typed("下午三点以后，师傅从上一家过来的时候再打电话给我").sound("long words for a time")
	k.press(fyne.KeyTab).sound("and when the caret has gone")
}

func TestProblemsMakeRoomAndGo(t *testing.T) {
	k := newDesk(t, written())
	before := k.form.height
	k.form.Problems([]paper.Problem{{Field: &k.p.Phone, Words: "电话太长，请只写一个号码。"}, {Field: &k.p.As, Words: "请选身份。"}, {Field: &k.p.As, Words: "第二句"}})
	k.want("the first has the caret", k.here(), any(&k.p.Phone))
	k.want("one sentence at a blank", k.form.problems[&k.p.As], "请选身份。")
	if k.form.height <= before || k.resized == 0 {
		t.Errorf("the form is %v high, and was %v", k.form.height, before)
	}
	k.typed("1")
	k.want("writing takes the sentence away", k.form.problems[&k.p.Phone], "")
	k.at(&k.p.As).typed("1")
	k.want("choosing too", len(k.form.problems), 0)
	k.want("and the room", k.form.height, before)
}

func TestAPickTakesTheSentencesOfAllItFillsAway(t *testing.T) {
	k := newDesk(t, &permit{})
	k.offers = residents
	k.form.Check(nil)
	k.want("asked for at first", k.form.problems[&k.p.Room]+k.form.problems[&k.p.Name]+k.form.problems[&k.p.As], "请填写房号。请填写申请人。请填写身份。")
	k.at(&k.p.Room).typed("32")
	k.form.Problems([]paper.Problem{{Field: &k.p.Room, Words: "没有这个房号。"}, {Field: &k.p.Name, Words: "请填写申请人。"}, {Field: &k.p.As, Words: "请填写身份。"}, {Field: &k.p.Text, Words: "请填写搬出事由。"}})
	k.press(fyne.KeyDown).press(fyne.KeyReturn)
	k.want("one is left", len(k.form.problems), 1)
}

func TestRowsGrowAsOneTypes(t *testing.T) {
	k := newDesk(t, &permit{})
	before, y := k.form.height, k.form.fields[&k.p.Remark].Position().Y
	k.at(&k.p.Text).typed(written().Text + written().Text + written().Text)
	if k.form.height <= before || k.form.fields[&k.p.Remark].Position().Y <= y || k.resized == 0 {
		t.Error("the row has not grown")
	}
	k.shortcut(&fyne.ShortcutSelectAll{}).press(fyne.KeyDelete)
	k.want("and shrinks", k.form.height, before)
}

func TestALongFormKeepsTheCaretInSight(t *testing.T) {
	k := newDesk(t, written())
	k.win.Resize(fyne.NewSize(900, 160))
	for _, field := range []any{&k.p.Remark, &k.p.Room, &k.p.Text} {
		k.at(field)
		x, off := k.form.fields[field], k.form.scroll.Offset.Y
		if y := x.Position().Y; y < off || y+x.Size().Height > off+160 {
			t.Errorf("the blank at %v is not in sight at %v", y, off)
		}
	}
	k.typed(written().Text + written().Text)
	x, off := k.form.fields[&k.p.Text], k.form.scroll.Offset.Y
	if foot := x.Position().Y + x.Size().Height; foot > off+160 {
		t.Errorf("what is written runs out of sight: %v of %v", foot, off+160)
	}
}

func TestWordsBeingWrittenAreLeftAlone(t *testing.T) {
	k := newDesk(t, &permit{})
	k.at(&k.p.When).typed("14")
	k.form.Reread() // as an owner may do that keeps a draft
	k.typed("30")
	k.want("the words", k.words(&k.p.When), "1430")
	k.p.When = morning
	k.form.Reread()
	k.want("unless the record changed from outside", k.words(&k.p.When), "11-23 09:12")
}

// What a blank makes of the others is seen in them at once.
func TestOtherBlanksFollow(t *testing.T) {
	p := &permit{}
	k := newDesk(t, p)
	full := p.sheet
	k.form.source = func() paper.Sheet {
		s := full()
		for _, b := range s.Blanks() {
			if b.Field == any(&p.Room) {
				b.Through(func(s string) string { p.Name = "住在 " + s; return s })
			}
		}
		return s
	}
	k.form.Reread()
	k.at(&p.Room).typed("3-2").press(fyne.KeyTab)
	k.want("the name on screen", k.words(&p.Name), "住在 3-2")
}

func TestABlankThatGoesTakesNothingAlong(t *testing.T) {
	p := &permit{}
	k := newDesk(t, p)
	full := p.sheet
	k.form.source = func() paper.Sheet {
		s := full()
		if p.Urgent {
			s.Body = s.Body[2:]
		}
		return s
	}
	k.at(&p.Room).typed("1")
	p.Urgent = true
	k.typed("2")
	k.want("what was written", p.Room, "12")
	k.want("the caret is in a blank that is there", k.here(), any(&p.When))
	k.typed("9").press(fyne.KeyTab)
}

func TestTheMouse(t *testing.T) {
	k := newDesk(t, written())
	at := func(field any, dx, dy float32) fyne.Position {
		return k.form.leaf.Position().Add(k.form.fields[field].Position()).AddXY(dx, dy)
	}
	w := k.form.fields[&k.p.Text].(*writing)
	test.TapCanvas(k.win.Canvas(), at(&k.p.Text, 40, 10))
	k.want("a click brings the caret", k.here(), any(&k.p.Text))
	size := w.size()
	pad := k.form.s.at(paper.PadX)
	line := func(n float32) float32 { return w.Size().Height/2 + (n-0.5)*size*paper.Leading }
	down := func(x, y float32, m fyne.KeyModifier) {
		w.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Button: desktop.MouseButtonPrimary, Modifier: m})
		w.MouseUp(nil)
	}
	down(pad+2.2*size, line(0), 0)
	k.want("between the second and the third character", w.words.caret, 2)
	down(pad+5*size, line(0), fyne.KeyModifierShift)
	k.want("with Shift", w.words.chosenText(), "到期搬")
	w.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(pad+size, line(1))}})
	k.want("dragged into the second line", w.words.caret, w.lines[1].from+1)
	w.DragEnd()
	down(w.Size().Width-2, line(0), 0)
	k.want("past the end of the first line", w.words.caret, w.lines[1].from)
	k.want("it stands at its end", lineOf(w.lines, w.words.caret, w.hangs), 0)
	down(pad+2*size, line(0), 0)
	test.DoubleTap(w)
	k.want("a word", w.words.chosenText(), "租约到期搬家")
	test.TapSecondary(w)
	if k.win.Canvas().Overlays().Top() == nil {
		t.Error("no menu")
	}
	k.win.Canvas().Overlays().Remove(k.win.Canvas().Overlays().Top())
	box := k.form.fields[&k.p.As].(*choice).options[0]
	test.TapCanvas(k.win.Canvas(), k.form.leaf.Position().AddXY(box.x+5, box.y+8))
	k.want("a box is ticked", k.p.As, "业主")
	test.TapCanvas(k.win.Canvas(), at(&k.p.Checked, 90, 10))
	k.want("a tick's whole cell counts", k.p.Checked, false)
	test.TapCanvas(k.win.Canvas(), at(&k.p.Grade, 10, 10))
	k.want("a short choice opens", k.form.list.Visible(), true)
}

func TestZoomingAForm(t *testing.T) {
	k := newDesk(t, written())
	was := k.form.HeightFor(900)
	k.form.Zoom(1.5)
	if now := k.form.HeightFor(900); now < was*1.45 {
		t.Errorf("%v high, and was %v", now, was)
	}
	k.form.Zoom(9)
	k.form.Zoom(1)
	k.want("as before", k.form.HeightFor(900), was)
}
