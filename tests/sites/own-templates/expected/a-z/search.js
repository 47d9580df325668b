az("",[0,1,null,[["The fair",""],["N","note"],[["The fair was held, according to a single paper.",0,"held",0]]]])
