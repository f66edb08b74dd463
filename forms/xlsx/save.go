package xlsx

import (
	"context"
	"io"

	"frontdesk/forms/file"
	"frontdesk/forms/paper"
)

// Save writes the job to a file, whole or not at all: see file.Write.
func Save(ctx context.Context, path string, job paper.Job, progress func(done, total int)) error {
	return file.Write(path, func(w io.Writer) error { return Write(ctx, w, job, progress) })
}
