// A server of the MongoDB protocol for tests: FerretDB 1.24 with its SQLite backend.
//
// Prints its address once it listens, and ends with its standard input, so it never outlives the tests.
//
// FerretDB finds the documents of an update and writes them in two steps, so two updates that match the same old state
// both succeed; MongoDB checks again at the write. Taking one command at a time gives what MongoDB promises.
package main

import (
	"context"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:0", "host:port; port 0 takes a free one")
	dir := flag.String("dir", "", "folder of the SQLite files")
	flag.Parse()
	inner, err := os.MkdirTemp("", "ferretdb")
	check(err)
	defer os.RemoveAll(inner)
	socket := filepath.Join(inner, "socket")
	db, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{Unix: socket},
		Handler:   "sqlite",
		SQLiteURL: "file:" + *dir + "/",
		Logger:    slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
	})
	check(err)
	door, err := net.Listen("tcp", *listen)
	check(err)
	ctx, stop := context.WithCancel(context.Background())
	go func() { io.Copy(io.Discard, os.Stdin); stop() }()
	go admit(door, socket)
	fmt.Println(door.Addr())
	check(db.Run(ctx))
}

var turn sync.Mutex

func admit(door net.Listener, socket string) {
	for {
		client, err := door.Accept()
		check(err)
		go serve(client, socket)
	}
}

// serve passes each command on and its reply back, alone among all clients.
func serve(client net.Conn, socket string) {
	defer client.Close()
	server, err := dial(socket)
	if err != nil {
		return
	}
	defer server.Close()
	for {
		command, err := message(client)
		if err != nil {
			return
		}
		turn.Lock()
		_, err = server.Write(command)
		var reply []byte
		if err == nil && !silent(command) {
			reply, err = message(server)
		}
		turn.Unlock()
		if err != nil {
			return
		}
		if _, err = client.Write(reply); err != nil {
			return
		}
	}
}

// dial waits for the server behind the socket to come up.
func dial(socket string) (net.Conn, error) {
	for attempt := 0; ; attempt++ {
		server, err := net.Dial("unix", socket)
		if err == nil || attempt == 100 {
			return server, err
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// message reads one wire message: its length in four bytes, little-endian, which counts itself.
func message(from io.Reader) ([]byte, error) {
	head := make([]byte, 4)
	if _, err := io.ReadFull(from, head); err != nil {
		return nil, err
	}
	length := binary.LittleEndian.Uint32(head)
	if length < 16 || length > 48_000_000 {
		return nil, fmt.Errorf("a message of %d bytes", length)
	}
	whole := append(head, make([]byte, length-4)...)
	_, err := io.ReadFull(from, whole[4:])
	return whole, err
}

// silent tells a command that wants no reply: an OP_MSG (2013) with the flag moreToCome.
func silent(command []byte) bool {
	return len(command) > 20 && binary.LittleEndian.Uint32(command[12:]) == 2013 && command[16]&2 != 0
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
