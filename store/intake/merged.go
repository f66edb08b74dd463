package intake

import (
	"bytes"
	"encoding/xml"
	"path"
	"regexp"
	"sort"
	"strings"

	"github.com/xuri/excelize/v2"
)

// area is a merged cell: rows as numbered in the file, columns from 0.
type area struct{ top, left, bottom, right int }

var mergeForm = regexp.MustCompile(`<(?:\w+:)?mergeCell\s[^>]*ref\s*=\s*["']([A-Za-z]{1,3}\d{1,7}):([A-Za-z]{1,3}\d{1,7})["']`)

// areas finds the merged cells of a worksheet's XML. They stand behind the
// rows; the library would build the whole sheet in memory to tell them.
func areas(sheet []byte) []area {
	if i := bytes.LastIndex(sheet, []byte("sheetData>")); i >= 0 {
		sheet = sheet[i:]
	}
	var out []area
	for _, m := range mergeForm.FindAllSubmatch(sheet, mostRows) {
		left, top, err := excelize.CellNameToCoordinates(string(m[1]))
		if err != nil {
			continue
		}
		right, bottom, err := excelize.CellNameToCoordinates(string(m[2]))
		if err != nil || right < left || bottom < top {
			continue
		}
		out = append(out, area{top, left - 1, bottom, right - 1})
	}
	return out
}

// merge carries what stands in merged cells down to the rows they cover, as
// far as these have something of their own: a building's cell stands for each
// of its rooms.
func (s *Sheet) merge(all []area) {
	budget := mostCells // areas that lie over each other could ask for more
	for _, a := range all {
		if a.right > a.left {
			s.across = append(s.across, a)
		}
		from := sort.Search(len(s.Lines), func(i int) bool { return s.Lines[i].No >= a.top })
		if from == len(s.Lines) || s.Lines[from].No != a.top || a.left >= mostColumns {
			continue
		}
		value := s.Lines[from].Cell(a.left)
		for i := from + 1; value != "" && budget > 0 && i < len(s.Lines) && s.Lines[i].No <= a.bottom; i++ {
			budget--
			s.Lines[i].put(a.left, value)
		}
	}
}

// put writes a value that is not the row's own.
func (l *Line) put(column int, value string) {
	for len(l.Cells) <= column {
		l.Cells = append(l.Cells, "")
	}
	if l.Cells[column] == "" {
		l.Cells[column] = value
	}
}

// part is a part of the workbook as it is in the file.
func part(f *excelize.File, name string) []byte {
	b, _ := f.Pkg.Load(name)
	data, _ := b.([]byte)
	return data
}

// sheetPaths tells which part of the workbook each worksheet is.
func sheetPaths(f *excelize.File) map[string]string {
	var book struct {
		Sheets []struct {
			Name  string     `xml:"name,attr"`
			Attrs []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	var rels struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	paths := map[string]string{}
	if xml.Unmarshal(part(f, "xl/workbook.xml"), &book) != nil || xml.Unmarshal(part(f, "xl/_rels/workbook.xml.rels"), &rels) != nil {
		return paths // merged cells are then not carried down
	}
	targets := map[string]string{}
	for _, r := range rels.All {
		if target, rooted := strings.CutPrefix(r.Target, "/"); rooted {
			targets[r.ID] = target
		} else {
			targets[r.ID] = path.Join("xl", r.Target)
		}
	}
	for _, s := range book.Sheets {
		for _, a := range s.Attrs {
			if a.Name.Local == "id" && a.Name.Space != "" {
				paths[s.Name] = targets[a.Value]
			}
		}
	}
	return paths
}
