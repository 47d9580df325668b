"""Spanish sentences about the real dossier with the words of the five texts they rest on, and how names are worded.

Each case is (sentence, (number of the text, words), …). The sentences are made for the tests: true ones, from which the
tests make false ones.
"""

from __future__ import annotations

ALSO: dict[str, tuple[str, ...]] = {
    "venezuela": ("Venezuelan",),
    "argentina": ("Argentine", "Argentinian"),
    "brazil": ("Brazilian", "Brasil"),
    "united-states": ("U.S.", "Estados Unidos", "EE. UU."),
    "us-government": ("US government", "U.S. government", "Gobierno de Estados Unidos"),
    "venezuelan-government": ("Maduro regime", "Maduro government", "Gobierno de Venezuela"),
    "national-assembly": ("Asamblea Nacional",),
    "the-five": ("los cinco",),
    "trump-administration": ("Gobierno de Trump",),
    "biden-administration": ("Gobierno de Biden",),
}
"""Wordings that name an entity without being spellings of its name, by its id."""

SPANISH: list[tuple[str, *tuple[tuple[int, str], ...]]] = [
    ("Estuvieron 412 días en la residencia.", (0, "412 days confined")),
    ("La salida fue el 6 de mayo de 2025.", (0, "departure on May 6, 2025")),
    (
        "El 6 de mayo de 2025, cinco dirigentes anunciaron su llegada a Estados Unidos.",
        (1, "On May 6, 2025, five prominent Venezuelan opposition leaders"),
        (1, "announced their safe arrival in the United States"),
    ),
    ("Pidieron asilo en marzo de 2024.", (0, "sought asylum in the Argentine residence in March 2024")),
    (
        "Se refugiaron en la embajada en marzo de 2024, según Parriva.",
        (2, "refuge in the embassy in March 2024"),
    ),
    (
        "Venezuela rompió relaciones con Argentina el 29 de julio.",
        (
            0,
            "Following Venezuela’s fraudulent 2024 presidential election, the Maduro regime cut diplomatic ties",
        ),
        (
            0,
            "cut diplomatic ties with Argentina on July 29",
        ),
    ),
    (
        "Milei se había negado a reconocer los resultados.",
        (0, "President Javier Milei had refused to recognize"),
    ),
    (
        "En agosto la residencia quedó sin personal.",
        (0, "By August, the Argentine residence was left without staff"),
    ),
    (
        "La protección de Brasil comenzó en agosto de 2024.",
        (2, "under Brazilian protection since August 2024"),
    ),
    ("Venezuela la revocó en septiembre.", (2, "later revoked by Venezuela in September")),
    (
        "En septiembre, Venezuela revocó la autorización de Brasil.",
        (3, "Venezuela revoked Brazil’s authorization in September"),
    ),
    ("Desde noviembre denuncian un asedio.", (0, "Since November, the dissidents have reported")),
    (
        "En marzo, Trump advirtió de un arancel adicional del 25 por ciento.",
        (0, "In March, Trump warned countries"),
        (
            0,
            "Trump warned countries buying Venezuelan oil or gas that they would face an additional 25 percent",
        ),
    ),
    ("Las elecciones eran el 25 de mayo.", (0, "congressional elections, scheduled for May 25")),
    (
        "Foro Penal cuenta unos 1.000 presos.",
        (0, "approximately 1,000 political detainees. That number is according to Foro Penal"),
    ),
    (
        "Foro Penal cuenta unos 900 presos.",
        (1, "approximately 900 political prisoners according to Foro Penal"),
    ),
    (
        "Foro Penal cuenta alrededor de 900 presos, según Neutral Echo.",
        (4, "Foro Penal reports that around 900 political prisoners"),
    ),
    ("Parriva habla de casi 900 presos.", (2, "freeing the nearly 900 political prisoners")),
    ("Claudia Macero salió por separado.", (2, "Macero is believed to have left the embassy separately")),
    (
        "Omar González fue miembro de la Asamblea Nacional.",
        (2, "Omar González, former National Assembly member"),
    ),
    ("Pedro Urruchurtu es coordinador internacional.", (2, "Pedro Urruchurtu, international coordinator")),
    ("Humberto Villalobos es estratega electoral.", (2, "Humberto Villalobos, election strategist")),
    ("Magalli Meda es asesora de Machado.", (2, "Magalli Meda, senior aide to Machado")),
    (
        "Una sexta persona, Fernando Martínez Mottola, salió en diciembre de 2024.",
        (
            2,
            "A sixth asylee, Fernando Martínez Mottola, departed the embassy in December 2024 due to illness",
        ),
    ),
    ("Salió en diciembre, según New Daily Prime.", (3, "left the compound in December")),
    ("Murió dos meses después.", (3, "He died two months later under unclear circumstances")),
    ("En las protestas hubo más de 20 muertes.", (3, "resulting in more than 20 deaths")),
    ("Rubio escribió el martes por la noche.", (2, "Rubio wrote on his X account late Tuesday night")),
    (
        "Hasta el martes, los cinco no habían hablado.",
        (3, "As of Tuesday, the five rescued individuals have not spoken publicly"),
    ),
    (
        "Hasta la noche del martes, el Gobierno de Venezuela no había respondido.",
        (2, "As of Tuesday night, the Maduro regime had not issued a response"),
    ),
    ("Brasil y Argentina lo negaron.", (3, "an allegation denied by both Argentina and Brazil")),
    (
        "En agosto, Argentina pidió a Brasil que custodiara sus locales.",
        (3, "In August, Argentina requested Brazil to safeguard"),
    ),
    (
        "Marco Rubio confirmó la llegada en X.",
        (3, "Rubio confirmed their arrival on U.S. soil in a post on X"),
    ),
    ("La licencia de Chevron estaba por vencer.", (4, "a crucial license is set to expire for Chevron")),
    ("María Corina Machado sigue oculta.", (4, "María Corina Machado, the primary opposition leader")),
    (
        "Vente Venezuela es el partido de Machado.",
        (2, "María Corina Machado, whose political party Vente Venezuela"),
    ),
    (
        "La Plataforma Unitaria Democrática pidió presión.",
        (2, "Plataforma Unitaria Democrática (PUD), had recently called"),
    ),
    (
        "Christopher Landau y Rick Scott lo elogiaron.",
        (0, "Deputy Secretary Christopher Landau, Senator Rick Scott"),
    ),
    ("Milei concedió asilo a los cinco.", (3, "Milei had initially granted the five asylum")),
    ("Pasaron 412 días allí, dice Flux Daily.", (1, "residence in Caracas for 412 days")),
    ("Estuvieron allí más de un año.", (2, "Argentine Embassy in Caracas for more than a year")),
    ("Rubio describió la operación.", (3, "U.S. Secretary of State Marco Rubio described")),
]
