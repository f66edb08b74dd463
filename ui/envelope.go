package ui

import (
	"context"
	"os"
	"path/filepath"

	"frontdesk/forms"
	sheet "frontdesk/forms/paper"
	"frontdesk/forms/xlsx"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// showCode shows the recovery code, to be written down or printed, and sealed.
func showCode(d *desk, code string, then func()) {
	text := firstLabel(lang.L("Write this code down, seal it in an envelope and give it to the manager. It is shown only once:"))
	big := widget.NewLabelWithStyle(code, fyne.TextAlignCenter, fyne.TextStyle{Bold: true})
	big.SizeName = theme.SizeNameHeadingText
	printed := newKeyButton(lang.L("Print the sheet for the envelope"), func() { d.printCode(code) })
	ok := newKeyButton(lang.L("It is sealed (Enter)"), nil)
	ok.Importance = widget.HighImportance
	m := d.modal(lang.L("Recovery code"), container.NewVBox(text, big), printed, ok)
	ok.OnTapped = func() {
		m.Hide()
		then()
	}
	m.Resize(fyne.NewSize(600, 260))
	m.Show()
	m.focus(ok)
}

// envelopeSheet is the sheet that goes into the envelope.
func envelopeSheet(office, code string) sheet.Sheet {
	s := sheet.NewSheet(sheet.Portrait)
	s.Body = []sheet.Row{
		{Min: 20, Cells: []sheet.Cell{sheet.Word(office + "　物业前台台账").Mid().Big(16).Strong().Plain()}},
		{Min: 14, Cells: []sheet.Cell{sheet.Label("恢复码").Wide(40), sheet.Word(code).Mid().Big(18).Strong()}},
		{Min: 22, Cells: []sheet.Cell{sheet.Label("用途").Wide(40), sheet.Word("经理忘记 PIN 时，在菜单“值班 → 重设 PIN”中使用。用过一次即作废，程序会给出新的恢复码，请重新密封。")}},
		{Min: 14, Cells: []sheet.Cell{sheet.Label("密封人").Wide(40), sheet.Word(""), sheet.Label("密封日期").Wide(30), sheet.Word("")}},
	}
	return s
}

// printCode hands the sheet to the system's program for workbooks. The code is
// kept nowhere in the office's folder: the file lies among temporary ones.
func (d *desk) printCode(code string) {
	office := ""
	if d.store != nil {
		office = d.store.Office().Name
	}
	dir, err := os.MkdirTemp("", "frontdesk-")
	if err != nil {
		d.fail(forms.Refusal(lang.L("The sheet could not be made; please write the code down by hand.")))
		return
	}
	path := filepath.Join(dir, "恢复码.xlsx")
	err = xlsx.Save(context.Background(), path, sheet.Job{Name: "恢复码", Pages: sheet.Compose(envelopeSheet(office, code))}, nil)
	if err != nil {
		d.fail(err)
		return
	}
	d.hand(path)
}
