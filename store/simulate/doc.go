// Package simulate plays whole offices at random on the real store, and holds the
// law as properties after every act: careful, careless and dishonest people take
// what steps the books offer, with holidays, leavers, newcomers, clocks that are
// set wrong, restarts and kills. It knows no form by name to act: a book that is
// in the list of books is played as it is.
//
// A new demand of the law is a property in the list (see properties), no case of
// its own. What fails is played again with fewer and fewer acts, and printed as
// the shortest sequence that still fails. All of it is tests; run it for long by
// `make office`.
package simulate

import _ "frontdesk/store" // what is played: its tests stand on this floor
