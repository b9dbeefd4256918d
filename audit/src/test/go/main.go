// What Go's own transparency logs make of keys, notes and trees, for our tests to compare with.
package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	formats "github.com/transparency-dev/formats/note"
	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/client"
	"github.com/transparency-dev/tessera/fsck"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return errors.New("usage: reference key NAME | sign SECRET | open VERIFIER | tree SIZE | log FOLDER | check FOLDER")
	}
	switch command, argument := args[0], args[1]; command {
	case "key":
		return key(argument)
	case "sign":
		return sign(argument)
	case "open":
		return open(argument)
	case "tree":
		size, err := strconv.ParseInt(argument, 10, 64)
		if err != nil {
			return err
		}
		return tree(size)
	case "log":
		return log(argument)
	case "check":
		return check(argument)
	default:
		return fmt.Errorf("unknown command %q", command)
	}
}

// key prints a new secret key and its verifier.
func key(name string) error {
	secret, verifier, err := note.GenerateKey(rand.Reader, name)
	if err != nil {
		return err
	}
	fmt.Println(secret)
	fmt.Println(verifier)
	return nil
}

// sign signs the text on standard input.
func sign(secret string) error {
	signer, err := note.NewSigner(secret)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	signed, err := note.Sign(&note.Note{Text: string(text)}, signer)
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(signed)
	return err
}

// open prints the text of the note on standard input, where the key, of a log or of a witness, has signed it.
func open(key string) error {
	verifier, err := formats.NewVerifier(key)
	if err != nil {
		return err
	}
	signed, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return err
	}
	fmt.Print(opened.Text)
	return nil
}

type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	read := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		read[i] = h[index]
	}
	return read, nil
}

// grown makes a log of that many leaves; leaf i is i in decimal.
func grown(size int64) (hashes, error) {
	var stored hashes
	for i := int64(0); i < size; i++ {
		added, err := tlog.StoredHashes(i, []byte(strconv.FormatInt(i, 10)), stored)
		if err != nil {
			return nil, err
		}
		stored = append(stored, added...)
	}
	return stored, nil
}

// tree prints root and every proof of each size up to that; leaf i is i in decimal.
func tree(size int64) error {
	stored, err := grown(size)
	if err != nil {
		return err
	}
	for n := int64(1); n <= size; n++ {
		root, err := tlog.TreeHash(n, stored)
		if err != nil {
			return err
		}
		fmt.Println("root", n, encode([]tlog.Hash{root}))
		for i := int64(0); i < n; i++ {
			proof, err := tlog.ProveRecord(n, i, stored)
			if err != nil {
				return err
			}
			fmt.Println("record", n, i, encode(proof))
		}
		for m := int64(1); m <= n; m++ {
			proof, err := tlog.ProveTree(n, m, stored)
			if err != nil {
				return err
			}
			fmt.Println("tree", n, m, encode(proof))
		}
	}
	return nil
}

// log writes a whole log into a folder: the secret key and the number of leaves are on standard input; leaf i is i in decimal.
func log(folder string) error {
	var secret string
	var size int64
	if _, err := fmt.Scan(&secret, &size); err != nil {
		return err
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		return err
	}
	stored, err := grown(size)
	if err != nil {
		return err
	}
	for _, tile := range tlog.NewTiles(8, 0, size) {
		data, err := tlog.ReadTileData(tile, stored)
		if err != nil {
			return err
		}
		if err := write(folder, strings.Replace(tile.Path(), "tile/8/", "tile/", 1), data); err != nil {
			return err
		}
		if tile.L == 0 {
			var bundle []byte
			for i := tile.N * 256; i < tile.N*256+int64(tile.W); i++ {
				entry := strconv.FormatInt(i, 10)
				bundle = binary.BigEndian.AppendUint16(bundle, uint16(len(entry)))
				bundle = append(bundle, entry...)
			}
			if err := write(folder, strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1), bundle); err != nil {
				return err
			}
		}
	}
	root, err := tlog.TreeHash(size, stored)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("%s\n%d\n%s\n", signer.Name(), size, root)
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return err
	}
	return write(folder, "checkpoint", signed)
}

func write(folder, path string, content []byte) error {
	file := filepath.Join(folder, path)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, content, 0o644)
}

func encode(hashes []tlog.Hash) string {
	encoded := make([]string, len(hashes))
	for i, hash := range hashes {
		encoded[i] = base64.StdEncoding.EncodeToString(hash[:])
	}
	return strings.Join(encoded, ",")
}

// check reads a whole log out of a folder, with the verifier key on standard input, as a monitor would.
func check(folder string) error {
	key, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(string(key)))
	if err != nil {
		return err
	}
	hashes := func(bundle []byte) ([][]byte, error) {
		var entries api.EntryBundle
		if err := entries.UnmarshalText(bundle); err != nil {
			return nil, err
		}
		leaves := make([][]byte, len(entries.Entries))
		for i, entry := range entries.Entries {
			hash := tlog.RecordHash(entry)
			leaves[i] = hash[:]
		}
		return leaves, nil
	}
	log := &client.FileFetcher{Root: folder}
	return fsck.New(verifier.Name(), verifier, log, hashes, fsck.Opts{N: 2}).Check(context.Background())
}
