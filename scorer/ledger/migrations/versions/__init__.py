"""One module per version of the ledger. A script that was released is never changed."""
