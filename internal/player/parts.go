package player

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"

	"xiangwei/internal/diag"
	"xiangwei/internal/output"
)

// Parts are the player's own files, the same for every screen.
type Parts struct {
	script, style, offline []byte
	scriptSum, styleSum    string // as CSP writes them
	code                   string // names script and style
}

// scripts are the parts of the player's program, in their order. They run in one function: what one declares the others use.
func scripts() []string {
	return []string{"state", "plan", "time", "words", "pieces", "slides", "lines", "fit", "pages", "frame", "rotation", "updates", "log", "start"}
}

// LoadParts reads the player's program, player.css and offline.js from the theme's folder screen and shortens them.
func LoadParts(theme fs.FS, m *output.Minifier) (*Parts, diag.List, error) {
	p := &Parts{}
	script, err := readScript(theme)
	if err != nil {
		return nil, nil, err
	}
	var problems diag.List
	for _, f := range []struct {
		name string
		raw  []byte
		into *[]byte
	}{{"player/start.js", script, &p.script}, {"player.css", nil, &p.style}, {"offline.js", nil, &p.offline}} {
		if f.raw == nil {
			if f.raw, err = readPart(theme, f.name); err != nil {
				return nil, nil, err
			}
		}
		short, err := m.Minify(f.name, f.raw)
		if err != nil {
			problems = append(problems, output.MinifyProblem(diag.Pos{File: "theme/screen/" + f.name}, f.name, err))
			short = f.raw
		}
		// Neither a script nor a style element may hold its own end tag.
		*f.into = bytes.ReplaceAll(short, []byte("</"), []byte(`<\/`))
	}
	p.scriptSum, p.styleSum = cspSum(p.script), cspSum(p.style)
	sum := sha256.Sum256([]byte(p.scriptSum + p.styleSum))
	p.code = hex.EncodeToString(sum[:4])
	return p, problems, nil
}

// readScript joins the parts of the program.
func readScript(theme fs.FS) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("(function () {\n\"use strict\";\n")
	for _, name := range scripts() {
		part, err := readPart(theme, "player/"+name+".js")
		if err != nil {
			return nil, err
		}
		b.Write(part)
	}
	b.WriteString("})();\n")
	return b.Bytes(), nil
}

func readPart(theme fs.FS, name string) ([]byte, error) {
	raw, err := fs.ReadFile(theme, folder+"/"+name)
	if err != nil {
		return nil, fmt.Errorf("reading the player: %w", err)
	}
	return raw, nil
}

func cspSum(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// Hashes allows the script and the style that stand in every player's page, for a policy the server sends.
func (p *Parts) Hashes() (script, style string) {
	return "'" + p.scriptSum + "'", "'" + p.styleSum + "'"
}
