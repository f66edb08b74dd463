package sheet

// CaretY is how far below the form's upper edge the line with the caret begins, in
// window units; negative above it, or where no words are being written.
func (f *Form) CaretY() float32 {
	w, ok := f.focused.(*writing)
	if !ok {
		return -1
	}
	k := &ink{s: f.s}
	return k.lineTop(w.value, lineOf(w.lines, w.words.caret, w.hangs), len(w.lines)) - f.scroll.Offset.Y
}

// NoteY is how far below the form's upper edge the blank with the caret ends, where
// what is wrong with it is said, in window units.
func (f *Form) NoteY() float32 {
	if f.focused == nil {
		return -1
	}
	return f.focused.Position().Y + f.focused.Size().Height - f.scroll.Offset.Y
}
