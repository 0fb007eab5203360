package build

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"xiangwei/internal/audit"
	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
)

// proofread reads the lists of wrong expressions: the program's and the site's own.
func (b *builder) proofread() error {
	file := b.result.Config.Words.File
	if file == "" {
		b.words = audit.BuiltinWords()
		return nil
	}
	text, err := fs.ReadFile(b.Site, file)
	if errors.Is(err, fs.ErrNotExist) {
		b.words = audit.BuiltinWords()
		b.problems = append(b.problems, config.RuleConfig.At(diag.Pos{File: config.File}, "[words] file 写的词表 %q 不存在", file).
			WithHint("核对文件名；不用自己的词表的，删去这一行"))
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading the list of words: %w", err)
	}
	var problems diag.List
	b.words, problems = audit.ReadWords(file, text)
	b.problems = append(b.problems, problems...)
	return nil
}

// inspect is what every entry goes through as it was written: the privacy gate first, then the proof-reader and
// the reckoner.
func (b *builder) inspect(raw *content.Raw) diag.List {
	return slices.Concat(b.gate.Inspect(raw), b.words.Inspect(raw), audit.InspectFigures(raw))
}
