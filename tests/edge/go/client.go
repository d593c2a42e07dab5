// SPDX-License-Identifier: Apache-2.0
// client reads a log as a stranger would: with golang.org/x/mod's sumdb/note and sumdb/tlog, which know nothing of
// Plenary, over C2SP tlog-tiles.
//
//	client URL|DIRECTORY VKEY [CHECKPOINT]
//
// It fetches the checkpoint, the tiles and the entries, checks the signature, proves every record's inclusion through
// tlog.TileHashReader, that every entry hashes to its leaf, and that the tree goes on from earlier sizes; with a file
// CHECKPOINT, from that one. A directory is read as files; from a server the content types are checked too. It ends
// with 0 when all is so, with 1 and a line on what is not.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height     = 8
	width      = 1 << height
	bytesLimit = width * (2 + 65535)
)

// source is where a log is: an address or a directory.
type source struct {
	base  string
	files map[string][]byte
}

// load gives the file at a path below the base.
func (s *source) load(path string) ([]byte, error) {
	if data, ok := s.files[path]; ok {
		return data, nil
	}
	data, err := s.fetch(path)
	if err == nil {
		s.files[path] = data
	}
	return data, err
}

func (s *source) fetch(path string) ([]byte, error) {
	if !strings.Contains(s.base, "://") {
		return os.ReadFile(filepath.Join(s.base, filepath.FromSlash(path)))
	}
	answer, err := http.Get(s.base + "/" + path)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, answer.Status)
	}
	want := "application/octet-stream"
	if path == "checkpoint" {
		want = "text/plain; charset=utf-8"
	}
	if got := answer.Header.Get("Content-Type"); got != want {
		return nil, fmt.Errorf("%s is served as %q, not as %q", path, got, want)
	}
	data, err := io.ReadAll(io.LimitReader(answer.Body, bytesLimit+1))
	if err == nil && len(data) > bytesLimit {
		err = fmt.Errorf("%s is larger than any tile", path)
	}
	return data, err
}

// pathOf turns sumdb's path of a tile into tlog-tiles': the height goes, and data is called entries.
func pathOf(tile tlog.Tile) string {
	path := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height))
	if tile.L == -1 {
		return "tile/entries/" + strings.TrimPrefix(path, "data/")
	}
	return "tile/" + path
}

// Height, ReadTiles and SaveTiles make a source a tlog.TileReader.
func (s *source) Height() int { return height }

func (s *source) SaveTiles([]tlog.Tile, [][]byte) {}

func (s *source) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		var err error
		if data[i], err = s.load(pathOf(tile)); err != nil {
			return nil, err
		}
		if len(data[i]) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s has %d bytes", pathOf(tile), len(data[i]))
		}
	}
	return data, nil
}

// parseCheckpoint checks the signature of a checkpoint and gives the tree that it is of.
func parseCheckpoint(data []byte, verifier note.Verifier) (tlog.Tree, error) {
	signed, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(signed.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return tlog.Tree{}, fmt.Errorf("the checkpoint's text is not origin, size and root: %q", signed.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] {
		return tlog.Tree{}, fmt.Errorf("the checkpoint's size is %q", lines[1])
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tlog.Tree{}, fmt.Errorf("the checkpoint's root is %q", lines[2])
	}
	return tlog.Tree{N: size, Hash: tlog.Hash(*(*[tlog.HashSize]byte)(root))}, nil
}

// splitBundle cuts a bundle into exactly count entries.
func splitBundle(data []byte, count int) ([][]byte, error) {
	entries := make([][]byte, 0, count)
	for len(data) >= 2 {
		length := int(binary.BigEndian.Uint16(data))
		if len(data) < 2+length {
			break
		}
		entries = append(entries, data[2:2+length])
		data = data[2+length:]
	}
	if len(data) != 0 || len(entries) != count {
		return nil, fmt.Errorf("a bundle has %d entries and %d bytes more, not %d entries", len(entries), len(data), count)
	}
	return entries, nil
}

// checkRecords proves that every entry is in the tree.
func checkRecords(log *source, tree tlog.Tree, hashes tlog.HashReader) error {
	for first := int64(0); first < tree.N; first += width {
		bundle := tlog.Tile{H: height, L: -1, N: first / width, W: width}
		if tree.N-first < width {
			bundle.W = int(tree.N - first)
		}
		data, err := log.load(pathOf(bundle))
		if err != nil {
			return err
		}
		entries, err := splitBundle(data, bundle.W)
		if err != nil {
			return fmt.Errorf("%s: %w", pathOf(bundle), err)
		}
		for i, entry := range entries {
			index := first + int64(i)
			proof, err := tlog.ProveRecord(tree.N, index, hashes)
			if err != nil {
				return fmt.Errorf("entry %d: %w", index, err)
			}
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
				return fmt.Errorf("entry %d is not what its leaf was made from: %w", index, err)
			}
		}
	}
	return nil
}

// checkOlder proves that the tree goes on from an older one; a hash of zeros means whatever its tiles give.
func checkOlder(tree, older tlog.Tree, hashes tlog.HashReader) error {
	if older.N == 0 || older.N > tree.N {
		return fmt.Errorf("no proof from %d entries to %d", older.N, tree.N)
	}
	proof, err := tlog.ProveTree(tree.N, older.N, hashes)
	if err != nil {
		return err
	}
	if older.Hash == (tlog.Hash{}) {
		if older.Hash, err = tlog.TreeHash(older.N, hashes); err != nil {
			return err
		}
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash); err != nil {
		return fmt.Errorf("the log of %d entries does not go on from that of %d: %w", tree.N, older.N, err)
	}
	return nil
}

func run(base, vkey, older string) error {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return err
	}
	log := &source{base: strings.TrimSuffix(base, "/"), files: map[string][]byte{}}
	data, err := log.load("checkpoint")
	if err != nil {
		return err
	}
	tree, err := parseCheckpoint(data, verifier)
	if err != nil {
		return err
	}
	if tree.N == 0 {
		return fmt.Errorf("the log is empty")
	}
	hashes := tlog.TileHashReader(tree, log)
	if err := checkRecords(log, tree, hashes); err != nil {
		return err
	}
	sizes := []tlog.Tree{{N: 1}, {N: (tree.N + 1) / 2}, {N: tree.N}}
	if older != "" {
		data, err := os.ReadFile(older)
		if err != nil {
			return err
		}
		seen, err := parseCheckpoint(data, verifier)
		if err != nil {
			return fmt.Errorf("%s: %w", older, err)
		}
		sizes = append(sizes, seen)
	}
	for _, size := range sizes {
		if err := checkOlder(tree, size, hashes); err != nil {
			return err
		}
	}
	fmt.Printf("%s: %d records proven, consistent with %d earlier sizes\n", verifier.Name(), tree.N, len(sizes))
	return nil
}

func main() {
	if len(os.Args) < 3 || len(os.Args) > 4 {
		fmt.Fprintln(os.Stderr, "usage: client URL|DIRECTORY VKEY [CHECKPOINT]")
		os.Exit(2)
	}
	older := ""
	if len(os.Args) == 4 {
		older = os.Args[3]
	}
	if err := run(os.Args[1], os.Args[2], older); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
