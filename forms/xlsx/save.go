package xlsx

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"frontdesk/forms"
)

// Save writes the job to a file. It is written beside its place and put there
// when it is whole, so a failed or cancelled export leaves no half file and
// never destroys the old one. It returns a forms.Refusal for what the person
// at the desk can mend.
func Save(ctx context.Context, path string, job Job, progress func(done, total int)) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".导出-*.xlsx")
	if err != nil {
		return forms.Refusal("不能在文件夹“" + filepath.Dir(path) + "”里写文件，请检查文件夹是否存在、磁盘是否已满。")
	}
	half := f.Name()
	b := bufio.NewWriterSize(f, 1<<16)
	err = Write(ctx, b, job, progress)
	if err == nil {
		err = b.Flush()
	}
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		if moved := os.Rename(half, path); moved != nil {
			err = forms.Refusal("不能替换“" + filepath.Base(path) + "”，它可能正在 Excel 或 WPS 中打开。请先关闭它，或换一个文件名。")
		}
	}
	if err != nil {
		return errors.Join(err, os.Remove(half))
	}
	if err := os.Chmod(path, 0o644); err != nil {
		return fmt.Errorf("let others read the workbook: %w", err)
	}
	return nil
}
