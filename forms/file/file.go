// Package file writes files whole or not at all, and says in the clerk's words
// why one could not be written.
package file

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"frontdesk/forms"
)

// half begins the names of files that are not whole yet.
const half = ".导出-"

// restsFor is how long a half-written file has not been written on before it is
// taken for one that was cut off: another program may be writing it.
const restsFor = time.Hour

// Tidy removes from a folder what exports of any kind that were cut off, such as by
// a power failure, have left there.
func Tidy(dir string, now time.Time) {
	list, _ := os.ReadDir(dir) // where there is no folder, nothing is left
	for _, f := range list {
		about, err := f.Info()
		if err == nil && about.Mode().IsRegular() && strings.HasPrefix(f.Name(), half) && now.Sub(about.ModTime()) > restsFor {
			_ = os.Remove(filepath.Join(dir, f.Name())) // it is only rubbish; the next time tries again
		}
	}
}

// Write lets a file be written. It is written beside its place and put there when
// it is whole and on the disk, so a failed or cancelled export leaves no half
// file and never destroys the old one. It returns a forms.Refusal for what the
// person at the desk can mend, and other errors of write as they are, such as
// the context's when it was cancelled.
func Write(path string, write func(w io.Writer) error) error {
	dir, name := filepath.Split(path)
	if err := writable(runtime.GOOS, name); err != nil {
		return err
	}
	if err := replaceable(path); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Clean(dir), half+"*"+filepath.Ext(name))
	if err != nil {
		return forms.Refusal("不能在文件夹“" + filepath.Clean(dir) + "”里写文件。请检查文件夹是否还在、能否写入，或换一个文件夹。")
	}
	begun := f.Name()
	if err := fill(f, write); err != nil {
		_ = os.Remove(begun) // that error says more
		return plainly(err)
	}
	if os.Rename(begun, path) != nil {
		_ = os.Remove(begun) // that error says more
		return forms.Refusal("不能替换“" + name + "”，它可能正在" + reader(name) + "中打开。请先关闭它再导出一次，或换一个文件名。")
	}
	return nil
}

// writable refuses a name that the system takes for something else than a file's.
func writable(system, name string) error {
	if system != "windows" || fitsWindows(name) {
		return nil
	}
	return forms.Refusal("Windows 不能用“" + name + "”做文件名：里面不能有 \\ / : * ? \" < > |，不能以点或空格结尾，也不能叫 CON、NUL、COM1 之类。请换一个文件名。")
}

// fitsWindows tells whether a name is a file's own on Windows. With a colon it is a
// stream inside another file, which nobody finds; some names are devices, whatever
// their ending.
func fitsWindows(name string) bool {
	odd := func(r rune) bool { return r < ' ' || strings.ContainsRune(`\/:*?"<>|`, r) }
	if strings.IndexFunc(name, odd) >= 0 || strings.TrimRight(name, ". ") != name {
		return false
	}
	stem, _, _ := strings.Cut(name, ".")
	stem = strings.ToUpper(strings.TrimRight(stem, " "))
	switch stem {
	case "", "CON", "PRN", "AUX", "NUL":
		return false
	}
	port, numbered := strings.CutPrefix(stem, "COM")
	if !numbered {
		port, numbered = strings.CutPrefix(stem, "LPT")
	}
	return !numbered || len(port) != 1 || port < "1" || port > "9"
}

// replaceable refuses to put a file in the place of what is none of its kind: an
// export is made anew at any time, a folder or a ledger is not. What is put in a
// place under another kind's name, such as a workbook under that of a ledger, would
// go the same way.
func replaceable(path string) error {
	name := filepath.Base(path)
	about, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil || !about.Mode().IsRegular():
		return forms.Refusal("“" + name + "”不是一个普通的文件，不能替换。请换一个文件名。")
	case isDatabase(path):
		return forms.Refusal("“" + name + "”是一个台账或别的数据库，不能用导出的文件替换。请换一个文件名。")
	}
	return nil
}

// isDatabase knows a file of SQLite by its first bytes.
func isDatabase(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false // replacing it will say why
	}
	defer func() { _ = f.Close() }() // read only: nothing can be lost
	const magic = "SQLite format 3\x00"
	head := make([]byte, len(magic))
	_, err = io.ReadFull(f, head)
	return err == nil && string(head) == magic
}

// reader names the program that may have a file of that kind open.
func reader(name string) string {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".xlsx":
		return " Excel 或 WPS "
	case ".pdf":
		return " PDF 阅读器"
	}
	return "别的程序"
}

// fill writes into an open file, has it put on the disk, and closes it.
func fill(f *os.File, write func(w io.Writer) error) error {
	b := bufio.NewWriterSize(f, 1<<16)
	err := write(b)
	if err == nil {
		err = b.Flush()
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Chmod(f.Name(), 0o644) // a temporary file is for its owner only
}

// plainly turns an error of the disk into a sentence, and leaves every other
// one as it is.
func plainly(err error) error {
	var disk *fs.PathError
	switch {
	case diskFull(err):
		return forms.Refusal("没有导出：磁盘已满。请腾出空间后再试，原来的文件还在。")
	case errors.As(err, &disk):
		return forms.Refusal("没有导出：写文件时磁盘出错。请检查磁盘或U盘是否插好，原来的文件还在。")
	}
	return err
}

// diskFull knows what Unix and Windows (ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL)
// say.
func diskFull(err error) bool {
	if runtime.GOOS == "windows" {
		return errors.Is(err, syscall.Errno(39)) || errors.Is(err, syscall.Errno(112))
	}
	return errors.Is(err, syscall.ENOSPC)
}
