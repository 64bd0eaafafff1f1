// Reads a log as luce serves it with an implementation that is not luce's: the tiles and proofs of
// golang.org/x/mod/sumdb/tlog, the notes of golang.org/x/mod/sumdb/note.
//
//	go run tlog.go FOLDER KEY [OLD-CHECKPOINT]
//
// FOLDER holds checkpoint and tile/, KEY a verifier's key. Says "N entries" if the signature, each
// entry's inclusion, and consistency with every smaller tree (and the old checkpoint) hold.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func read(path string) []byte {
	b, err := os.ReadFile(path)
	must(err)
	return b
}

type tree struct {
	origin string
	tlog.Tree
}

func parse(text string) tree {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		log.Fatalf("no checkpoint: %q", text)
	}
	n, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	must(err)
	t := tree{origin: lines[0], Tree: tlog.Tree{N: n}}
	copy(t.Hash[:], root)
	return t
}

func open(path string, v note.Verifier) tree {
	n, err := note.Open(read(path), note.VerifierList(v))
	must(err)
	return parse(n.Text)
}

type reader string

func (r reader) Height() int { return 8 }
func (r reader) path(t tlog.Tile) string {
	return filepath.Join(string(r), "tile", strings.TrimPrefix(t.Path(), "tile/8/"))
}
func (r reader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, t := range tiles {
		b, err := os.ReadFile(r.path(t))
		if err != nil {
			return nil, err
		}
		all = append(all, b)
	}
	return all, nil
}
func (r reader) SaveTiles([]tlog.Tile, [][]byte) {}

func entries(folder string, n int64) [][]byte {
	var all [][]byte
	for first := int64(0); first < n; first += 256 {
		width := n - first
		if width > 256 {
			width = 256
		}
		t := tlog.Tile{H: 8, L: 0, N: first / 256, W: int(width)}
		name := strings.Replace(t.Path(), "tile/8/0/", "tile/entries/", 1)
		b := read(filepath.Join(folder, name))
		for i := int64(0); i < width; i++ {
			len := binary.BigEndian.Uint16(b)
			all = append(all, b[2:2+len])
			b = b[2+len:]
		}
		if len(b) != 0 {
			log.Fatal("a bundle is too long")
		}
	}
	return all
}

func main() {
	folder := os.Args[1]
	v, err := note.NewVerifier(strings.TrimSpace(string(read(os.Args[2]))))
	must(err)
	t := open(filepath.Join(folder, "checkpoint"), v)
	if t.origin != v.Name() {
		log.Fatalf("the origin is %q, the key's name %q", t.origin, v.Name())
	}
	hashes := tlog.TileHashReader(t.Tree, reader(folder))
	root, err := tlog.TreeHash(t.N, hashes)
	must(err)
	if root != t.Hash {
		log.Fatal("the root differs")
	}
	for i, e := range entries(folder, t.N) {
		p, err := tlog.ProveRecord(t.N, int64(i), hashes)
		must(err)
		must(tlog.CheckRecord(p, t.N, t.Hash, int64(i), tlog.RecordHash(e)))
	}
	check := func(n int64, h tlog.Hash) {
		p, err := tlog.ProveTree(t.N, n, hashes)
		must(err)
		must(tlog.CheckTree(p, t.N, t.Hash, n, h))
	}
	for n := int64(1); n <= t.N; n++ {
		h, err := tlog.TreeHash(n, hashes)
		must(err)
		check(n, h)
	}
	if len(os.Args) > 3 {
		old := open(os.Args[3], v)
		check(old.N, old.Hash)
	}
	fmt.Printf("%d entries\n", t.N)
}
