package store

import (
	"fmt"

	"github.com/gofrs/flock"

	"frontdesk/forms"
)

// ErrInUse says that another program has the office open for writing.
const ErrInUse = forms.Refusal("这个台账已经在另一个窗口里打开了，请到那个窗口里使用。")

// office is the lock that says that somebody has this office open for
// writing. SQLite itself would let a second program write: two clerks at two
// windows would then each see numbers that the other has already given.
type office struct{ f *flock.Flock }

func lockOffice(path string) (*office, error) {
	f := flock.New(path + ".lock")
	ok, err := f.TryLock()
	if err != nil {
		return nil, fmt.Errorf("%w (%v)", forms.Refusal("台账所在的文件夹不能写入，请检查权限，或换一个文件夹。"), err)
	}
	if !ok {
		return nil, ErrInUse
	}
	return &office{f}, nil
}

func (o *office) release() error { return o.f.Unlock() }
