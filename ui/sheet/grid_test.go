package sheet

import (
	"testing"

	"frontdesk/forms/paper"

	"frontdesk/ui/theme"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// A grid is filled by one key for each place; arrows go about it.
func TestAGridIsFilledKeyByKey(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(theme.New())
	var days [3][7]string
	f := NewForm(func() paper.Sheet {
		s := paper.NewSheet(paper.Landscape)
		for i := range days {
			row := paper.Row{Min: 8}
			for d := range days[i] {
				row.Cells = append(row.Cells, paper.Choice(&days[i][d], "早", "夜", "休").Grid().Mid())
			}
			s.Body = append(s.Body, row)
		}
		return s
	}, Options{})
	win := test.NewTempWindow(t, f)
	win.Resize(fyne.NewSize(900, 300))
	k := &desk{T: t, form: f, win: win}
	k.at(&days[0][0]).typed("1y")
	k.typed("x")  // initials: 早, 夜, 休
	k.typed("q")  // no such option: nothing, and it stays
	k.typed("02") // rest left open, then the second
	k.press(fyne.KeyDown, fyne.KeyLeft)
	k.typed("3")
	k.want("the first line", days[0], [7]string{"早", "夜", "休", "", "夜"})
	k.want("the second line", days[1], [7]string{"", "", "", "", "休"})
	k.press(fyne.KeyBackspace, fyne.KeyDelete)
	k.want("what was deleted", days[1][4], "")
	k.at(&days[0][6]).typed("1")
	k.typed("2")
	k.want("over the end of a line", [2]string{days[0][6], days[1][0]}, [2]string{"早", "夜"})
}
