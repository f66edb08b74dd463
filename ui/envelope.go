package ui

import (
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/ui/press"
	"frontdesk/ui/sheet"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// showCode shows a recovery code that nothing relies on yet, to be written down or
// printed, and sealed. Confirmed is called once the paper is there: its last group
// was copied back from it, or a printer has taken it. No key passes the code by.
// Back gives up, and leaves all as it was; nil where there is no way back.
func showCode(d *desk, code string, confirmed, back func()) {
	text := firstLabel(lang.L("This code resets the manager's PIN when it was forgotten; without it a manager's PIN cannot be restored. Write it down by hand or print it, seal it in an envelope, and let the manager keep it. It is shown only once:"))
	big := widget.NewLabelWithStyle(code, fyne.TextAlignCenter, fyne.TextStyle{Bold: true})
	big.SizeName = theme.SizeNameHeadingText
	note := firstLabel("")
	say := func(words string, how widget.Importance) {
		note.Importance = how
		note.SetText(words)
	}
	typed := newLineEntry()
	typed.PlaceHolder = lang.L("the last five characters, from your paper")
	onPaper := false
	ok := newKeyButton(lang.L("It is sealed"), nil)
	ok.Importance = widget.HighImportance
	printed := newKeyButton(lang.L("Print the sheet for the envelope"), func() {
		d.printCode(code, func() {
			onPaper = true
			say(lang.L("Handed to the printer. Compare the paper with the code above, seal it, then press “It is sealed”."), widget.SuccessImportance)
			d.win.Canvas().Focus(ok)
		})
	})
	buttons := []*keyButton{printed, ok}
	no := newKeyButton(lang.L("Cancel (Esc)"), nil)
	if back != nil {
		buttons = append([]*keyButton{no}, buttons...)
	}
	m := d.modal(lang.L("Recovery code"), container.NewVBox(text, big, widget.NewForm(widget.NewFormItem(lang.L("Copied back"), typed)), note), buttons...)
	try := func() {
		switch {
		case onPaper || lastGroup(code, typed.Text):
			m.Hide()
			confirmed()
		case strings.TrimSpace(typed.Text) == "":
			say(lang.L("First write the code down and copy its last five characters here, or print it."), widget.DangerImportance)
			d.win.Canvas().Focus(typed)
		default:
			say(lang.L("This is not the end of the code. Please compare your paper with the code above."), widget.DangerImportance)
			d.win.Canvas().Focus(typed)
		}
	}
	ok.OnTapped = try
	m.yes, m.no = try, func() {
		say(lang.L("The code is not passed over. To stop here, close the window: the next start goes on with it."), widget.DangerImportance)
	}
	if back != nil {
		no.OnTapped = func() { m.Hide(); back() }
		m.no = no.OnTapped
	}
	m.secret = true
	m.Resize(fyne.NewSize(640, 330))
	m.Show()
	m.focus(typed)
}

// lastGroup tells whether what was typed is the last group of a code, or all of it.
func lastGroup(code, typed string) bool {
	plain := func(s string) string {
		return strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(paper.Narrow(s)))
	}
	t := plain(typed)
	return t != "" && (t == plain(code) || t == code[strings.LastIndex(code, "-")+1:])
}

// envelopeSheet is the sheet that goes into the envelope.
func envelopeSheet(office, code string) paper.Sheet {
	s := paper.NewSheet(paper.Portrait)
	s.Body = []paper.Row{
		{Min: 20, Cells: []paper.Cell{paper.Word(office + "　物业前台台账").Mid().Big(16).Strong().Plain()}},
		{Min: 14, Cells: []paper.Cell{paper.Label("恢复码").Wide(40), paper.Word(code).Mid().Big(18).Strong()}},
		{Min: 22, Cells: []paper.Cell{paper.Label("用途").Wide(40), paper.Word("经理忘记 PIN 时，在菜单“值班 → 重设 PIN”中使用；没有它就无法恢复经理的 PIN。用过一次即作废，程序会给出新的恢复码，请重新密封。")}},
		{Min: 14, Cells: []paper.Cell{paper.Label("密封人").Wide(40), paper.Word(""), paper.Label("密封日期").Wide(30), paper.Word("")}},
	}
	return s
}

// printCode shows the sheet for the envelope as it prints, and hands it to the
// system's printer. Nothing else: the code goes through no file and no other
// program, and the ledger is told nothing of it.
func (d *desk) printCode(code string, handed func()) {
	office := ""
	if d.store != nil {
		office = d.store.Office().Name
	}
	job := paper.Job{Name: lang.L("Recovery code"), Title: lang.L("Recovery code"), Pages: paper.Compose(envelopeSheet(office, code))}
	p := paperwork{
		Papers: press.Papers{Job: job, Name: lang.L("Print the sheet for the envelope")},
		secret: true, handed: handed, byHand: forms.Refusal(lang.L("There is no printer here: please write the code down by hand.")),
	}
	v := &printPreview{d: d, pages: sheet.NewPages(), work: p, key: "envelope", where: widget.NewLabel(""), note: widget.NewLabel("")}
	v.pages.AsPrinted = true
	v.show([]choice{{lang.L("Print"), v.print}})
}
