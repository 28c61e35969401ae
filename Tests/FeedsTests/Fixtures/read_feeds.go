// Prints what gofeed, the library of most readers in Go, keeps of the documents that are named, as JSON.
package main

import (
	"encoding/json"
	"log"
	"os"
	"path/filepath"

	"github.com/mmcdole/gofeed"
)

type entry struct {
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	Date       int64    `json:"date"`
	Enclosures []string `json:"enclosures"`
}

func entries(path string) ([]entry, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	feed, err := gofeed.NewParser().Parse(file)
	if err != nil {
		return nil, err
	}
	found := []entry{}
	for _, item := range feed.Items {
		one := entry{item.GUID, item.Title, item.PublishedParsed.Unix(), []string{}}
		for _, enclosure := range item.Enclosures {
			one.Enclosures = append(one.Enclosures, enclosure.URL)
		}
		found = append(found, one)
	}
	return found, nil
}

func main() {
	found := map[string][]entry{}
	for _, path := range os.Args[1:] {
		kept, err := entries(path)
		if err != nil {
			log.Fatalf("%s: %v", path, err)
		}
		found[filepath.Base(path)] = kept
	}
	if err := json.NewEncoder(os.Stdout).Encode(found); err != nil {
		log.Fatal(err)
	}
}
