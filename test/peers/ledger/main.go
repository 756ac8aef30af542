// Checks a folder in the C2SP tlog-tiles layout with golang.org/x/mod/sumdb, which shares no code with the ledger:
// tlog-check <folder> <verifier key>. It reads every tile and entry, and makes and checks proofs.
package main

import (
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

const width = 256

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: tlog-check <folder> <verifier key>")
	}
	if err := check(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

func check(folder, vkey string) error {
	tree, err := openCheckpoint(folder, vkey)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, &tiles{folder})
	root, err := tlog.TreeHash(tree.N, hashes)
	if err != nil {
		return err
	}
	if root != tree.Hash {
		return fmt.Errorf("the tiles hash to %v, and %v is signed", root, tree.Hash)
	}
	if err := checkEntries(folder, tree, hashes); err != nil {
		return err
	}
	if err := checkProofs(tree, hashes); err != nil {
		return err
	}
	fmt.Printf("%d entries, root %v\n", tree.N, tree.Hash)
	return nil
}

func openCheckpoint(folder, vkey string) (tlog.Tree, error) {
	bytes, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return tlog.Tree{}, err
	}
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(bytes, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return tlog.Tree{}, fmt.Errorf("the checkpoint is %q", opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// checkEntries compares each entry with its hash in a tile that was proven to belong to the tree.
func checkEntries(folder string, tree tlog.Tree, hashes tlog.HashReader) error {
	index := int64(0)
	for bundle := int64(0); bundle*width < tree.N; bundle++ {
		bytes, err := os.ReadFile(filepath.Join(folder, "tile", "entries", path(bundle, min(width, tree.N-bundle*width))))
		if err != nil {
			return err
		}
		for len(bytes) > 0 {
			if len(bytes) < 2 || len(bytes) < 2+int(binary.BigEndian.Uint16(bytes)) {
				return fmt.Errorf("bundle %d is cut off", bundle)
			}
			end := 2 + int(binary.BigEndian.Uint16(bytes))
			stored, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
			if err != nil {
				return err
			}
			if stored[0] != tlog.RecordHash(bytes[2:end]) {
				return fmt.Errorf("entry %d is not what its tile says", index)
			}
			bytes = bytes[end:]
			index++
		}
	}
	if index != tree.N {
		return fmt.Errorf("there are %d entries, and %d are signed", index, tree.N)
	}
	return nil
}

func checkProofs(tree tlog.Tree, hashes tlog.HashReader) error {
	for _, index := range []int64{0, tree.N / 3, tree.N - 1} {
		leaf, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		if err != nil {
			return err
		}
		proof, err := tlog.ProveRecord(tree.N, index, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf[0]); err != nil {
			return err
		}
		old, err := tlog.TreeHash(index+1, hashes)
		if err != nil {
			return err
		}
		consistency, err := tlog.ProveTree(tree.N, index+1, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(consistency, tree.N, tree.Hash, index+1, old); err != nil {
			return err
		}
	}
	return nil
}

type tiles struct{ folder string }

func (*tiles) Height() int                      { return 8 }
func (*tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t *tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	all := make([][]byte, 0, len(wanted))
	for _, tile := range wanted {
		bytes, err := os.ReadFile(filepath.Join(t.folder, "tile", strconv.Itoa(tile.L), path(tile.N, int64(tile.W))))
		if err != nil {
			return nil, err
		}
		all = append(all, bytes)
	}
	return all, nil
}

func path(index, entries int64) string {
	name := fmt.Sprintf("%03d", index%1000)
	for index >= 1000 {
		index /= 1000
		name = fmt.Sprintf("x%03d/%s", index%1000, name)
	}
	if entries < width {
		name += fmt.Sprintf(".p/%d", entries)
	}
	return name
}
