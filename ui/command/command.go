// Package command is the command line: for scheduled tasks, for tests, and for who has
// no screen. It needs no window.
package command

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"frontdesk/assets"
	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/file"
	"frontdesk/store"
	"frontdesk/ui/press"
)

const usage = `用法：
  frontdesk                                              打开窗口
  frontdesk verify FILE                                  核对台账文件
  frontdesk export -file F -book BOOK -from D -to D -out X.xlsx|X.pdf   导出一段时间
  frontdesk backup -file F -to DIR                       备份
  frontdesk backups -dir DIR                             列出文件夹里的备份
  frontdesk restore -file F -from BACKUP [-yes]          从备份恢复；不是同一本台账的还要加 -other
  frontdesk demo -out DIR                                在真实窗口里演示一天
  frontdesk version                                      这是哪一版程序
日期写成 2026-11-01，首尾两天都包括在内。`

// Run runs the command that is named first, and gives its exit code: 0 done, 1 not
// done, 2 not understood. The demo needs a window, and is played by whoever has one.
func Run(args []string, demo func(dir string) error) int {
	meetConsole()
	var err error
	switch name, args := args[0], args[1:]; name {
	case "verify":
		err = verify(args)
	case "export":
		err = export(args)
	case "backup":
		err = backup(args)
	case "backups":
		err = backups(args)
	case "restore":
		err = restore(args)
	case "demo":
		err = play(args, demo)
	case "version":
		err = version(args)
	case "help", "-h", "--help":
		fmt.Println(usage)
	default:
		err = errUsage
	}
	switch {
	case errors.Is(err, errUsage):
		fmt.Fprintln(os.Stderr, usage)
		return 2
	case err != nil:
		fmt.Fprintln(os.Stderr, plainly(err))
		return 1
	}
	return 0
}

// plainly is what is meant for people; what the system says to it is not.
func plainly(err error) string {
	var r forms.Refusal
	if errors.As(err, &r) {
		return string(r)
	}
	return err.Error()
}

var errUsage = errors.New("usage")

func flags(name string) *flag.FlagSet {
	f := flag.NewFlagSet(name, flag.ContinueOnError)
	f.Usage = func() {}
	f.SetOutput(io.Discard) // what it says is English; how to call it is said instead
	return f
}

func verify(args []string) error {
	if len(args) != 1 {
		return errUsage
	}
	r, err := store.Verify(context.Background(), args[0], nil)
	if err != nil {
		return err
	}
	if !r.Sound {
		return errors.New(r.String())
	}
	fmt.Println(r)
	return nil
}

func export(args []string) error {
	f := flags("export")
	ledger, book := f.String("file", "", ""), f.String("book", "duty", "")
	from, to, out := f.String("from", "", ""), f.String("to", "", ""), f.String("out", "", "")
	if f.Parse(args) != nil || *ledger == "" || *out == "" || f.NArg() > 0 {
		return errUsage
	}
	for _, d := range []string{*from, *to} {
		if _, err := time.Parse(time.DateOnly, d); err != nil {
			return errUsage
		}
	}
	b, err := bookOf(*book)
	if err != nil {
		return err
	}
	st, err := store.Open(*ledger, store.Options{Books: books.All(), Clock: time.Now, ReadOnly: true})
	if err != nil {
		return err
	}
	file.Tidy(filepath.Dir(*out), time.Now()) // what an earlier export that was cut off has left
	// Nobody has signed: confidential words stay masked.
	papers, err := press.Of(st).Book(context.Background(), b, *from, *to, forms.Person{}, forms.Person{}, nil)
	if err == nil {
		err = press.Save(context.Background(), *out, papers.Job, nil)
	}
	if err == nil {
		fmt.Printf("已导出 %d 页：%s\n", len(papers.Job.Pages), *out)
	}
	return errors.Join(err, st.Close())
}

// bookOf finds a register by its key.
func bookOf(key string) (*forms.Book, error) {
	var known []string
	for _, b := range books.All() {
		if b.Key == key {
			return b, nil
		}
		known = append(known, b.Key+"（"+b.Title+"）")
	}
	return nil, forms.Refusal("没有叫“" + key + "”的登记簿。现在可以导出的是：" + strings.Join(known, "、") + "。")
}

func backup(args []string) error {
	f := flags("backup")
	file, to := f.String("file", "", ""), f.String("to", "", "")
	if f.Parse(args) != nil || *file == "" || *to == "" || f.NArg() > 0 {
		return errUsage
	}
	path, err := store.Backup(context.Background(), *file, *to, time.Now(), store.ByHand)
	if err == nil {
		fmt.Println("已备份并核对：" + path)
	}
	return err
}

// backups lists the copies in a folder: of backups, or of an office.
func backups(args []string) error {
	f := flags("backups")
	dir := f.String("dir", "", "")
	if f.Parse(args) != nil || *dir == "" || f.NArg() > 0 {
		return errUsage
	}
	copies, err := store.CopiesIn(context.Background(), *dir, store.Folder(*dir).Backups())
	if err != nil {
		return err
	}
	if len(copies) == 0 {
		return forms.Refusal("文件夹“" + *dir + "”里没有备份。")
	}
	for _, c := range copies {
		said := fmt.Sprintf("%d 行\t最后一条 %s", c.Rows, c.Last.Words(books.Named))
		if c.Err != nil {
			said = "不能用：" + plainly(c.Err)
		}
		fmt.Printf("%s\t%s\t%s\t%s\n", c.At.Format("2006-01-02 15:04"), c.Kind.Word(), said, c.Path)
	}
	return nil
}

// restore puts a backup in a ledger's place, when whoever asks has seen what
// that loses.
func restore(args []string) error {
	f := flags("restore")
	file, from := f.String("file", "", ""), f.String("from", "", "")
	yes, other := f.Bool("yes", false, ""), f.Bool("other", false, "")
	if f.Parse(args) != nil || *file == "" || *from == "" || f.NArg() > 0 {
		return errUsage
	}
	ctx := context.Background()
	loss, err := store.Compare(ctx, *from, *file)
	if err != nil {
		return err
	}
	fmt.Println(loss.Words(books.Named))
	switch {
	case !*yes:
		return forms.Refusal("没有恢复。看清楚以后，加上 -yes 再运行一次。")
	case loss.Odd() && !*other:
		return forms.Refusal("没有恢复。确实要换成这一本的，加上 -yes -other 再运行一次。")
	}
	done, err := store.Restore(ctx, *from, *file, time.Now(), nil)
	if err != nil {
		return err
	}
	fmt.Println(done.Words(books.Named))
	return nil
}

func play(args []string, demo func(dir string) error) error {
	f := flags("demo")
	out := f.String("out", "out", "")
	if f.Parse(args) != nil || f.NArg() > 0 {
		return errUsage
	}
	dir, err := filepath.Abs(*out)
	if err != nil {
		return err
	}
	return demo(dir)
}

func version(args []string) error {
	if len(args) != 0 {
		return errUsage
	}
	number, commit, date := assets.Version()
	if commit == "" {
		commit, date = "不明", "不明"
	}
	fmt.Printf("物业前台台账 %s，提交：%s，日期：%s\n", number, commit, date)
	return nil
}
