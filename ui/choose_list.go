package ui

import (
	"fmt"
	"time"

	"frontdesk/ui/filedialog"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// chooseList is the list of a chooser. It hears the chooser's keys, and what is
// typed goes where names are typed.
type chooseList struct {
	widget.List
	c *chooser
}

func newChooseList(c *chooser) *chooseList {
	l := &chooseList{c: c}
	l.Length = func() int { return len(c.shown) }
	l.CreateItem = func() fyne.CanvasObject { return newChooseRow(c) }
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) { o.(*chooseRow).show(i, c.shown[i].Item) }
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey hears a key while the list has the focus.
func (l *chooseList) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		l.c.enter()
	case fyne.KeyEscape:
		l.c.close()
	case fyne.KeyBackspace:
		l.c.up()
	default:
		l.c.hear(k.Name)
	}
}

// TypedRune goes on where names are typed.
func (l *chooseList) TypedRune(r rune) {
	l.c.d.win.Canvas().Focus(l.c.filter)
	l.c.filter.TypedRune(r)
}

// chooseRow is a file or a folder in the list: its name, size and date. A click
// means it, a second one opens it.
type chooseRow struct {
	widget.BaseWidget
	c     *chooser
	i     int
	icon  *widget.Icon
	name  *widget.Label
	texts [2]*canvas.Text
}

func newChooseRow(c *chooser) *chooseRow {
	r := &chooseRow{c: c, icon: widget.NewIcon(theme.FileIcon()), name: widget.NewLabel("")}
	r.name.Truncation = fyne.TextTruncateEllipsis
	for i := range r.texts {
		r.texts[i] = canvas.NewText("", theme.Color(theme.ColorNameForeground))
		r.texts[i].Alignment = fyne.TextAlignTrailing
	}
	r.ExtendBaseWidget(r)
	return r
}

func (r *chooseRow) show(i int, it filedialog.Item) {
	r.i = i
	size := ""
	if r.icon.Resource = theme.FolderIcon(); !it.Folder {
		r.icon.Resource = theme.FileIcon()
		size = sizeOf(it.Size)
	}
	r.name.SetText(it.Name)
	for k, s := range [2]string{size, it.At.Format("2006-01-02 15:04")} {
		r.texts[k].Text = s
	}
	r.Refresh()
}

// sizeOf is how large a file is, as file managers say it.
func sizeOf(n int64) string {
	switch {
	case n < 10<<20:
		return fmt.Sprintf("%d KB", (n+1023)>>10)
	case n < 10<<30:
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d GB", n>>30)
}

// doubleClick is how soon a second click must come.
const doubleClick = 500 * time.Millisecond

// Tapped means the row, or opens it.
func (r *chooseRow) Tapped(*fyne.PointEvent) {
	c, now := r.c, time.Now()
	again := c.tap.at == r.i && now.Sub(c.tap.when) < doubleClick
	c.tap.at, c.tap.when = r.i, now
	c.d.touch()
	c.choose(r.i)
	c.d.win.Canvas().Focus(c.filter)
	if again {
		c.tap.when = time.Time{}
		c.enter()
	}
}

// CreateRenderer shows the row.
func (r *chooseRow) CreateRenderer() fyne.WidgetRenderer { return &chooseRowRenderer{r} }

type chooseRowRenderer struct{ r *chooseRow }

// Layout gives size and date the room they need, and the name the rest.
func (x *chooseRowRenderer) Layout(s fyne.Size) {
	gap, icon := theme.Padding(), theme.IconInlineSize()
	x.r.icon.Resize(fyne.NewSquareSize(icon))
	x.r.icon.Move(fyne.NewPos(gap, (s.Height-icon)/2))
	right := s.Width - 2*gap
	for k := len(x.r.texts) - 1; k >= 0; k-- {
		t, ems := x.r.texts[k], [2]float32{5.5, 9.5}[k]
		w := min(t.TextSize*ems, max(s.Width/4, 0))
		t.Resize(fyne.NewSize(w, s.Height))
		t.Move(fyne.NewPos(right-w, 0))
		right -= w
	}
	left := icon + gap
	x.r.name.Resize(fyne.NewSize(max(right-left, 0), s.Height))
	x.r.name.Move(fyne.NewPos(left, 0))
}

// MinSize is a line high.
func (x *chooseRowRenderer) MinSize() fyne.Size {
	return fyne.NewSize(300, x.r.name.MinSize().Height)
}

// Refresh shows the row in the present look.
func (x *chooseRowRenderer) Refresh() {
	for _, t := range x.r.texts {
		t.TextSize = theme.CaptionTextSize()
		t.Color = theme.Color(theme.ColorNameForeground)
		t.Refresh()
	}
	x.r.icon.Refresh()
	x.r.name.Refresh()
	x.Layout(x.r.Size())
}

func (x *chooseRowRenderer) Destroy() {}

func (x *chooseRowRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{x.r.icon, x.r.name, x.r.texts[0], x.r.texts[1]}
}
