package printer

import (
	"context"
	"errors"
	"fmt"
	"image"
	"syscall"
	"time"
	"unsafe"

	"frontdesk/forms"
	"frontdesk/forms/bitmap"
	"frontdesk/forms/paper"

	"golang.org/x/sys/windows"
)

// New gives the printers of this system: the spooler of Windows, which is handed
// pictures. No program that could open workbooks or PDF is needed.
func New() System { return spooler{} }

type spooler struct{}

var (
	winspool                  = windows.NewLazySystemDLL("winspool.drv")
	enumPrinters              = winspool.NewProc("EnumPrintersW")
	getDefaultPrinter         = winspool.NewProc("GetDefaultPrinterW")
	openPrinter               = winspool.NewProc("OpenPrinterW")
	closePrinter              = winspool.NewProc("ClosePrinter")
	getPrinter                = winspool.NewProc("GetPrinterW")
	documentProperties        = winspool.NewProc("DocumentPropertiesW")
	gdi                       = windows.NewLazySystemDLL("gdi32.dll")
	createDC                  = gdi.NewProc("CreateDCW")
	resetDC                   = gdi.NewProc("ResetDCW")
	deleteDC                  = gdi.NewProc("DeleteDC")
	getDeviceCaps             = gdi.NewProc("GetDeviceCaps")
	startDoc                  = gdi.NewProc("StartDocW")
	startPage                 = gdi.NewProc("StartPage")
	endPage                   = gdi.NewProc("EndPage")
	endDoc                    = gdi.NewProc("EndDoc")
	abortDoc                  = gdi.NewProc("AbortDoc")
	stretchDIBits             = gdi.NewProc("StretchDIBits")
	setStretchBltMode         = gdi.NewProc("SetStretchBltMode")
	errSpooler                = forms.Refusal("打印服务没有启动。请在 Windows 的“服务”里启动 Print Spooler，或先导出 PDF。")
	errHangs                  = forms.Refusal("打印机没有回答。请检查它是否开机、网线是否接好，稍后再试。")
	_                  System = spooler{}
)

// patience is how long the spooler may take: the printer may be on another
// machine that is switched off.
const patience = 60 * time.Second

// patiently does something that may hang, and stops waiting for it. What hangs
// is left behind: Windows has no way to end it.
func patiently[T any](ctx context.Context, do func() (T, error)) (T, error) {
	type result struct {
		x   T
		err error
	}
	done := make(chan result, 1)
	go func() {
		x, err := do()
		done <- result{x, err}
	}()
	var none T
	select {
	case r := <-done:
		return r.x, r.err
	case <-ctx.Done():
		return none, ctx.Err()
	case <-time.After(patience):
		return none, errHangs
	}
}

// List gives the printers of the spooler.
func (spooler) List(ctx context.Context) ([]Printer, error) {
	return patiently(ctx, func() ([]Printer, error) {
		const localAndConnected, level = 2 | 4, 4
		type info struct { // PRINTER_INFO_4
			name, server *uint16
			attributes   uint32
		}
		var need, count uint32
		_, _, _ = enumPrinters.Call(localAndConnected, 0, level, 0, 0, uintptr(unsafe.Pointer(&need)), uintptr(unsafe.Pointer(&count)))
		if need == 0 {
			return nil, errNone
		}
		buf := make([]byte, need)
		ok, _, err := enumPrinters.Call(localAndConnected, 0, level, uintptr(unsafe.Pointer(&buf[0])), uintptr(need), uintptr(unsafe.Pointer(&need)), uintptr(unsafe.Pointer(&count)))
		if ok == 0 {
			if errors.Is(err, windows.RPC_S_SERVER_UNAVAILABLE) {
				return nil, errSpooler
			}
			return nil, fmt.Errorf("list the printers: %w", err)
		}
		usual := defaultPrinter()
		var out []Printer
		for _, x := range unsafe.Slice((*info)(unsafe.Pointer(&buf[0])), count) {
			name := windows.UTF16PtrToString(x.name)
			out = append(out, Printer{name, name == usual})
		}
		if len(out) == 0 {
			return nil, errNone
		}
		return out, nil
	})
}

func defaultPrinter() string {
	var name [256]uint16
	n := uint32(len(name))
	if ok, _, _ := getDefaultPrinter.Call(uintptr(unsafe.Pointer(&name[0])), uintptr(unsafe.Pointer(&n))); ok == 0 {
		return "" // there is none
	}
	return windows.UTF16ToString(name[:])
}

// Places in a DEVMODEW, and what is asked for there.
const (
	modeFields      = 72
	modeOrientation = 76
	modePaper       = 78
	modeCopies      = 86
	modeDuplex      = 94
	modeCollate     = 100
	leastMode       = 102

	hasOrientation = 0x1
	hasPaper       = 0x2
	hasCopies      = 0x100
	hasDuplex      = 0x1000
	hasCollate     = 0x8000
	a4             = 9
)

// device is a printer that is open, with what is asked of it.
type device struct {
	name *uint16
	at   windows.Handle
	mode []byte
	dc   uintptr
}

// openDevice opens a printer for pages of a size.
func openDevice(name string, size paper.Size, o Order) (*device, error) {
	d := &device{}
	var err error
	if d.name, err = windows.UTF16PtrFromString(name); err != nil {
		return nil, noSuch(name)
	}
	if ok, _, _ := openPrinter.Call(uintptr(unsafe.Pointer(d.name)), uintptr(unsafe.Pointer(&d.at)), 0); ok == 0 {
		return nil, noSuch(name)
	}
	n, _, _ := documentProperties.Call(0, uintptr(d.at), uintptr(unsafe.Pointer(d.name)), 0, 0, 0)
	if int32(n) < leastMode {
		d.close()
		return nil, forms.Refusal("打印机“" + name + "”的驱动程序不对，请重新安装，或另选一台。")
	}
	d.mode = make([]byte, n)
	const out, in = 2, 8
	if ok, _, _ := documentProperties.Call(0, uintptr(d.at), uintptr(unsafe.Pointer(d.name)), uintptr(unsafe.Pointer(&d.mode[0])), 0, out); int32(ok) < 0 {
		d.close()
		return nil, forms.Refusal("打印机“" + name + "”没有回答，请检查它是否开机。")
	}
	d.ask(size, o)
	_, _, _ = documentProperties.Call(0, uintptr(d.at), uintptr(unsafe.Pointer(d.name)), uintptr(unsafe.Pointer(&d.mode[0])), uintptr(unsafe.Pointer(&d.mode[0])), in|out)
	driver, _ := windows.UTF16PtrFromString("WINSPOOL")
	d.dc, _, _ = createDC.Call(uintptr(unsafe.Pointer(driver)), uintptr(unsafe.Pointer(d.name)), 0, uintptr(unsafe.Pointer(&d.mode[0])))
	if d.dc == 0 {
		d.close()
		return nil, forms.Refusal("打印机“" + name + "”不能使用，请检查它是否开机，或另选一台。")
	}
	return d, nil
}

func noSuch(name string) error {
	return forms.Refusal("没有名叫“" + name + "”的打印机，请另选一台。")
}

// ask writes what is wanted of the printer.
func (d *device) ask(size paper.Size, o Order) {
	put := func(at int, v int16) { *(*int16)(unsafe.Pointer(&d.mode[at])) = v }
	fields := (*uint32)(unsafe.Pointer(&d.mode[modeFields]))
	*fields |= hasOrientation | hasPaper | hasCopies | hasCollate
	put(modePaper, a4)
	put(modeCopies, int16(max(o.Copies, 1)))
	put(modeCollate, 1)
	put(modeOrientation, 1)
	if size.W > size.H {
		put(modeOrientation, 2)
	}
	if sides, ok := map[Sides]int16{OneSided: 1, LongEdge: 2, ShortEdge: 3}[o.Sides]; ok {
		*fields |= hasDuplex
		put(modeDuplex, sides)
	}
}

func (d *device) close() {
	if d.dc != 0 {
		_, _, _ = deleteDC.Call(d.dc)
	}
	_, _, _ = closePrinter.Call(uintptr(d.at))
}

// What GetDeviceCaps tells.
const (
	horzRes    = 8
	vertRes    = 10
	logPixelsX = 88
	logPixelsY = 90
	physWidth  = 110
	physHeight = 111
	physLeft   = 112
	physTop    = 113
)

func (d *device) caps(what uintptr) float64 {
	n, _, _ := getDeviceCaps.Call(d.dc, what)
	return float64(int32(n))
}

// Margins are what the printer's driver says of its paper.
func (spooler) Margins(ctx context.Context, name string, size paper.Size) (Margins, bool) {
	m, err := patiently(ctx, func() (Margins, error) {
		d, err := openDevice(name, size, Order{})
		if err != nil {
			return Margins{}, err
		}
		defer d.close()
		x, y := d.caps(logPixelsX)/25.4, d.caps(logPixelsY)/25.4
		if x <= 0 || y <= 0 || d.caps(physWidth) <= 0 {
			return Margins{}, errNone
		}
		return Margins{
			Left: d.caps(physLeft) / x, Top: d.caps(physTop) / y,
			Right:  (d.caps(physWidth) - d.caps(physLeft) - d.caps(horzRes)) / x,
			Bottom: (d.caps(physHeight) - d.caps(physTop) - d.caps(vertRes)) / y,
		}, nil
	})
	return m, err == nil
}

// states are what the spooler reports of a printer.
var states = []struct {
	bit   uint32
	words string
}{
	{0x10, "缺纸，加纸以后接着打印"}, {0x8, "卡纸"}, {0x400000, "盖子开着"}, {0x40000, "没有墨粉"}, {0x80, "没有联机"}, {0x100000, "要人处理"}, {0x2, "有错误"},
}

const isPaused = 0x1

// state is what the spooler says of the printer: 0 where it says nothing.
func (d *device) state() uint32 {
	var status, need uint32 // PRINTER_INFO_6
	_, _, _ = getPrinter.Call(uintptr(d.at), 6, uintptr(unsafe.Pointer(&status)), unsafe.Sizeof(status), uintptr(unsafe.Pointer(&need)))
	return status
}

// Print hands pictures over.
func (spooler) Print(ctx context.Context, job paper.Job, o Order) (note string, err error) {
	return patiently(ctx, func() (string, error) { return handPictures(ctx, job, o) })
}

func handPictures(ctx context.Context, job paper.Job, o Order) (note string, err error) {
	if len(job.Pages) == 0 {
		return "", nil
	}
	d, err := openDevice(o.Printer, job.Pages[0].Size, o)
	if err != nil {
		return "", err
	}
	defer d.close()
	if d.state()&isPaused != 0 {
		return "", forms.Refusal("打印机“" + o.Printer + "”已暂停，请在 Windows 的打印机设置里恢复，或另选一台。")
	}
	title, err := windows.UTF16PtrFromString(job.Title)
	if err != nil {
		return "", err
	}
	doc := struct { // DOCINFOW
		size               int32
		name, output, kind *uint16
		flags              uint32
	}{name: title}
	doc.size = int32(unsafe.Sizeof(doc))
	refused := forms.Refusal("打印机“" + o.Printer + "”没有接受。请检查它是否开机、磁盘是否已满，再试一次。")
	if n, _, _ := startDoc.Call(d.dc, uintptr(unsafe.Pointer(&doc))); int32(n) <= 0 {
		return "", refused
	}
	last := job.Pages[0].Size
	for _, p := range job.Pages {
		if err := ctx.Err(); err != nil {
			_, _, _ = abortDoc.Call(d.dc)
			return "", err
		}
		if p.Size != last { // turned: only between pages
			last = p.Size
			d.ask(p.Size, o)
			_, _, _ = resetDC.Call(d.dc, uintptr(unsafe.Pointer(&d.mode[0])))
		}
		if err := d.page(p, job.Shrink); err != nil {
			_, _, _ = abortDoc.Call(d.dc)
			return "", errors.Join(refused, err)
		}
	}
	if n, _, _ := endDoc.Call(d.dc); int32(n) <= 0 {
		return "", refused
	}
	for _, x := range states {
		if d.state()&x.bit != 0 {
			return "打印机“" + o.Printer + "”报告：" + x.words + "。", nil
		}
	}
	return "", nil
}

// dotsPerInch is how finely pages are drawn; the driver brings them to the
// printer's own dots.
const dotsPerInch = 300

// bandRows is how many rows of dots are handed over at a time.
const bandRows = 512

// page hands over one page.
func (d *device) page(p paper.Page, shrink float64) error {
	if n, _, err := startPage.Call(d.dc); int32(n) <= 0 {
		return fmt.Errorf("begin a page: %w", err)
	}
	picture := bitmap.Draw(p, dotsPerInch, shrink)
	const halftone = 4
	_, _, _ = setStretchBltMode.Call(d.dc, halftone)
	x, y := d.caps(logPixelsX)/dotsPerInch, d.caps(logPixelsY)/dotsPerInch
	left, top := -d.caps(physLeft), -d.caps(physTop)
	for row := 0; row < picture.Rect.Dy(); row += bandRows {
		rows := min(bandRows, picture.Rect.Dy()-row)
		y0, y1 := int(top+float64(row)*y+0.5), int(top+float64(row+rows)*y+0.5)
		if err := d.band(picture, row, rows, int(left), y0, int(float64(picture.Rect.Dx())*x), y1-y0); err != nil {
			return err
		}
	}
	if n, _, err := endPage.Call(d.dc); int32(n) <= 0 {
		return fmt.Errorf("end a page: %w", err)
	}
	return nil
}

// band hands over some rows of a picture.
func (d *device) band(m *image.Paletted, row, rows, x, y, w, h int) error {
	info := struct { // BITMAPINFO
		size          uint32
		width, height int32
		planes, bits  uint16
		compression   uint32
		bytes         uint32
		perX, perY    int32
		used, needed  uint32
		colours       [256][4]byte // blue, green, red
	}{width: int32(m.Rect.Dx()), height: int32(-rows), planes: 1, bits: 8, used: 256}
	info.size = 40
	for i, c := range bitmap.Palette {
		r, g, b, _ := c.RGBA()
		info.colours[i] = [4]byte{byte(b >> 8), byte(g >> 8), byte(r >> 8), 0}
	}
	stride := (m.Rect.Dx() + 3) &^ 3
	dots := make([]byte, stride*rows)
	for i := range rows {
		copy(dots[i*stride:], m.Pix[(row+i)*m.Stride:(row+i)*m.Stride+m.Rect.Dx()])
	}
	const copyAsIs, rgb = 0x00CC0020, 0
	n, _, err := stretchDIBits.Call(d.dc, uintptr(x), uintptr(y), uintptr(w), uintptr(h), 0, 0, uintptr(m.Rect.Dx()), uintptr(rows),
		uintptr(unsafe.Pointer(&dots[0])), uintptr(unsafe.Pointer(&info)), rgb, copyAsIs)
	if int32(n) == 0 {
		return fmt.Errorf("hand a picture over: %w", errors.Join(err, syscall.EIO))
	}
	return nil
}
