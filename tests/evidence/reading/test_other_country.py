"""An invented country reads its own words; nothing of Viet Nam is needed."""

from decimal import Decimal

from hoiam.evidence.reading.contacts import find_contacts, load_contact_shapes
from hoiam.evidence.reading.date_vocabulary import load_date_vocabulary
from hoiam.evidence.reading.dates import read_period
from hoiam.evidence.reading.number_vocabulary import load_number_vocabulary
from hoiam.evidence.reading.numbers import NumberReader, find_numbers
from hoiam.evidence.reading.periods import month_period
from hoiam.evidence.reading.persons import find_persons, load_person_vocabulary
from hoiam.evidence.reading.units import load_units

FILES = {
    "units.csv": "code,language,form,place,kind,broader,source\nkrona,ax,kron,after,money,,invented\n",
    "number_words.csv": (
        "language,form,kind,value,alone,source\nax,zwo,digit,2,with_unit,invented\n"
        "ax,tosk,scale,1000,,invented\nax,plus,modifier,over,,invented\n"
    ),
    "date_words.csv": "language,form,kind,value,source\nax,Harvest,month_name,9,invented\n",
    "surnames.csv": "surname,is_common,source\nZorbÿ,yes,invented\n",
    "titles_of_address.csv": "language,form,kind,source\nax,Kra,address,invented\n",
    "contact_shapes.csv": "kind,value,source\nphone_prefix,7,invented\nphone_digits_after_prefix,4,invented\n",
}


def invented(folder):
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_other_country_numbers_dates_names_and_telephones_come_from_its_files(tmp_path):
    folder = invented(tmp_path)
    reader = NumberReader(load_number_vocabulary(folder), load_units(folder))

    numbers = find_numbers("plus zwo tosk kron, 5 tosk, hai triệu đồng", reader)
    persons = find_persons("Kra Mila, Zorbÿ Tan, chị Bích", load_person_vocabulary(folder))

    assert [(number.value, number.unit, number.modifier) for number in numbers] == [
        (Decimal(2000), "krona", "over"),
        (Decimal(5000), None, ""),
    ]
    assert read_period("Harvest 2024", load_date_vocabulary(folder)) == month_period(2024, 9)
    assert [person.text for person in persons] == ["Mila", "Zorbÿ Tan"]
    contacts = find_contacts("call 7 12 34, not 0912 345 678", load_contact_shapes(folder))
    assert [contact.text for contact in contacts] == ["7 12 34"]
