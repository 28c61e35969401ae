#!/bin/sh
# Stands in for the program whose children look at files: does what the script beside it says. It lies here ready, since a
# program that was written a moment ago may still be open in another child, and cannot be run then.
. "$0.script"
