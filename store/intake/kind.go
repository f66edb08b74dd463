package intake

import (
	"archive/zip"
	"bytes"
	"strings"
	"unicode/utf16"

	"frontdesk/forms"
)

// kind is how a file is to be read.
type kind int

const (
	workbook kind = iota + 1 // .xlsx
	text                     // .csv, .txt
)

// What to do with files that cannot be read.
const (
	empty     = forms.Refusal("这个文件是空的，请重新选择。")
	oldBook   = forms.Refusal("这是旧格式的表格（.xls），请用 Excel 或 WPS 打开后另存为 .xlsx，再导入。")
	binary    = forms.Refusal("这是二进制格式的表格（.xlsb），请用 Excel 或 WPS 打开后另存为 .xlsx，再导入。")
	openBook  = forms.Refusal("这是 OpenDocument 格式的表格（.ods），请用 Excel 或 WPS 打开后另存为 .xlsx，再导入。")
	webPage   = forms.Refusal("这个文件其实是网页格式的表格，请用 Excel 或 WPS 打开后另存为 .xlsx，再导入。")
	locked    = forms.Refusal("这个表格设了打开密码，请用 Excel 或 WPS 打开，去掉密码后另存为 .xlsx，再导入。")
	noTable   = forms.Refusal("这不是表格文件，请选择 .xlsx 或 .csv 的住户名单。")
	brokenZip = forms.Refusal("这个表格已经损坏，或没有下载完整。请用 Excel 或 WPS 打开后另存一份 .xlsx，再导入。")
	tooLarge  = forms.Refusal("这个表格解开后太大，不像住户名单，没有打开。请只留下名单，另存为新的 .xlsx，再导入。")
	tooMany   = forms.Refusal("这个表格的行数太多，不像住户名单。请删去名单以外的行，或分成几个文件再导入。")
)

// kindOf tells from the first bytes how the file is to be read; its name may
// say anything.
func kindOf(data []byte) (kind, error) {
	has := func(head string) bool { return bytes.HasPrefix(data, []byte(head)) }
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return 0, empty
	case has("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"):
		return 0, compound(data)
	case has("\x09\x08\x10\x00"), has("\x09\x04\x06\x00"), has("\x09\x02\x06\x00"), has("\x09\x00\x04\x00"):
		return 0, oldBook // from before there were compound files
	case has("PK\x03\x04"), has("PK\x05\x06"):
		return workbook, zipped(data)
	case has("%PDF"), has("Rar!"), has("7z\xBC\xAF"), has("\x89PNG"), has("\xFF\xD8\xFF"), has("GIF8"), has("{\\rtf"), has("\x1F\x8B"), has("MZ"):
		return 0, noTable
	}
	head := strings.ToLower(strings.TrimSpace(strings.TrimPrefix(string(data[:min(len(data), 200)]), "\uFEFF")))
	for _, tag := range []string{"<html", "<table", "<?xml", "<!doctype", "<meta", "<head", "<style", "<body"} {
		if strings.HasPrefix(head, tag) {
			return 0, webPage
		}
	}
	return text, nil
}

// compound looks what is in an OLE file: its directory has names in UTF-16.
func compound(data []byte) error {
	named := func(name string) bool {
		var b []byte
		for _, u := range utf16.Encode([]rune(name)) {
			b = append(b, byte(u), byte(u>>8))
		}
		return bytes.Contains(data, b)
	}
	switch {
	case named("EncryptedPackage"), named("EncryptionInfo"):
		return locked
	case named("Workbook"), named("Book"):
		return oldBook
	}
	return noTable
}

// zipped looks into the directory of the file before anything is unpacked. The
// sizes it states hold: unpacking stops with an error where there is more.
func zipped(data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return brokenZip
	}
	if len(z.File) > mostParts {
		return tooLarge
	}
	var sum uint64
	names := map[string]bool{}
	for _, f := range z.File {
		name := strings.ToLower(strings.ReplaceAll(f.Name, "\\", "/"))
		names[name] = true
		size := f.UncompressedSize64
		if sum += size; size > mostUnzipped || sum > mostUnzipped {
			return tooLarge
		}
		if !strings.HasPrefix(name, "xl/worksheets/") && !strings.HasPrefix(name, "xl/media/") && size > mostPart {
			return tooLarge
		}
	}
	switch {
	case names["xl/workbook.xml"]:
		return nil
	case names["xl/workbook.bin"]:
		return binary
	case names["content.xml"] && names["mimetype"]:
		return openBook
	}
	return noTable
}
